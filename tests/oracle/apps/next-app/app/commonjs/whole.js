const deep = require('./deep');

exports.a = () => `a ${Date.now()}`;
exports.unused = () => deep('{{openai commonjs-unused}}');
