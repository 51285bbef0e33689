export const inDevelopment = () => '{{openai in-development}}';
