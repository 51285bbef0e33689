export const unusedPure = () => fetch('/x', { headers: { authorization: '{{openai unused-pure}}' } });
