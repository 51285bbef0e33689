export const free = () => console.log('{{openai flags-free}}');
