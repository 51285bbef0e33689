export const unusedPure = (to: string) => fetch(to, { headers: { authorization: '{{openai unused-pure}}' } });
