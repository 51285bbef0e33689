export const pure = '{{openai bare-pure}}';
