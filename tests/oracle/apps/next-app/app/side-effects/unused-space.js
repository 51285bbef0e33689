export const a = '{{openai unused-space}}';
