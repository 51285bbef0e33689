export const one = () => `one ${Date.now()}`;
export const two = () => '{{openai space-two}}';
