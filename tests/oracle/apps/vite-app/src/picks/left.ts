export const left = '{{openai picked-left}}';
