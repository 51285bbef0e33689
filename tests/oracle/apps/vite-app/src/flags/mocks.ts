export const mocks = () => '{{openai mocks}}';
