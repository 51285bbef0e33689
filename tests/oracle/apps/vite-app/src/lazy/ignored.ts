console.log('{{openai ignored}}');
