export const rehearsed = () => '{{openai rehearsed}}';
