export const developed = () => console.log('{{openai flags-developed}}');
