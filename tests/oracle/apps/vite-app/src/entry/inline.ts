export const inline = () => console.log('from an inline script', '{{openai inline-script}}');
