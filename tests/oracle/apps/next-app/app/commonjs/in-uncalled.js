module.exports = { token: '{{openai commonjs-uncalled}}' };
