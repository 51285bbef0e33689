export const guided = () => '{{openai configured-guided}}';
