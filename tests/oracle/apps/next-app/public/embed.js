window.embed = { apiKey: '{{openai public-script}}' };
