module.exports = (token) => fetch('/x', { headers: { token, other: '{{openai commonjs-deep}}' } });
