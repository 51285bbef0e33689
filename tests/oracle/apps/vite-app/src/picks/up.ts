export const up = '{{openai picked-up}}';
