export const offline = () => console.log('{{openai flags-offline}}');
