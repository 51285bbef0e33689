console.log('{{openai imported-in-development}}');
