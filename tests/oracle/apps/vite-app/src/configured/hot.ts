export const accept = () => console.log('{{openai configured-hot}}');
