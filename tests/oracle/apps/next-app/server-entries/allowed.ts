export const allowed = (token: string) => token !== '{{openai proxy}}';
