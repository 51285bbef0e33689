export const offline = () => '{{openai offline}}';
