export const start = () => console.log('{{openai configured-globex}}');
