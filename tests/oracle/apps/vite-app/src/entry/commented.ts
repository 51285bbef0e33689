console.log('a commented script', '{{openai commented}}');
