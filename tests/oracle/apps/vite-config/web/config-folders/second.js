export const second = () => '{{openai second}}';
