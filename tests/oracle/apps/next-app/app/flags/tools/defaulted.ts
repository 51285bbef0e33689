export const defaulted = () => console.log('{{openai flags-defaulted}}');
