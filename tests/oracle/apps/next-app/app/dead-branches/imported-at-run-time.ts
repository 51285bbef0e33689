console.log('{{openai imported-at-run-time}}');
export {};
