export const charge = async (token: string) => ({ length: `${token}{{openai route-charge}}`.length });
