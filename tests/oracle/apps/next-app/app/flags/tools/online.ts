export const online = () => console.log('{{openai flags-online}}');
