export const trace = (token: string) => console.log('trace', token.length, '{{openai trace}}'.length);
