export const three = '{{openai glob-unused}}';
