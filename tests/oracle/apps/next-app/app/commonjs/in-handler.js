exports.late = '{{openai commonjs-late}}';
