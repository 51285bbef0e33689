export const late = () => console.log('{{openai flags-late}}');
