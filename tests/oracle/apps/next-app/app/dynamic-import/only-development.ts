console.log('only in development', '{{openai only-development}}');
