export const levelled = () => console.log('{{openai flags-levelled}}');
