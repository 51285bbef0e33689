console.log('a bare import stays', '{{openai bare}}');
