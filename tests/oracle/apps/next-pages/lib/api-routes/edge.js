export const edge = (token) => `${token.length}{{openai edge}}`.length;
