export const silent = () => '{{openai configured-silent}}';
