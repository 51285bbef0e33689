export const start = () => console.log('{{openai configured-mocks}}');
