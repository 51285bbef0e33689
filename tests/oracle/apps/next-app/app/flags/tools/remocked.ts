export const remocked = () => console.log('{{openai flags-remocked}}');
