export const third = () => '{{openai third}}';
