console.log('{{openai imported-on-node}}');
export {};
