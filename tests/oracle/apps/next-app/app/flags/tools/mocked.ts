export const mocked = () => console.log('{{openai flags-mocked}}');
