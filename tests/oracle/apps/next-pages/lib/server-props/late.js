export const late = () => '{{openai late}}';
