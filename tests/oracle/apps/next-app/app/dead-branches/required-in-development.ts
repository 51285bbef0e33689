console.log('{{openai required-in-development}}');
export {};
