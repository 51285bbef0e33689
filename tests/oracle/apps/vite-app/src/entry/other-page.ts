console.log('another page, not an input', '{{openai other-page}}');
