export const start = () => console.log('{{openai flag-truthy}}');
