export const two = '{{openai glob-skipped}}';
