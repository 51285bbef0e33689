export const starUsed = () => `star used ${Date.now()}`;
export const starUnusedBeside = () => '{{openai star-unused-beside}}';
