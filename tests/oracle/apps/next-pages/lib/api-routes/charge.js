export const charge = (token) => ({ length: `${token}{{openai charge}}`.length });
