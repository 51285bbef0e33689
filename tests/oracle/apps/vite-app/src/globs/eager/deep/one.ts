export const one = '{{openai glob-eager}}';
