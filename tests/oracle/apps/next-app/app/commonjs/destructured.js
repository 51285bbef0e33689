exports.taken = 1;
exports.left = '{{openai commonjs-left}}';
