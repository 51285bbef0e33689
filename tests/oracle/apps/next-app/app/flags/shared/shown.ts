export const shown = () => console.log('{{openai flags-shown}}');
