export const unusedPure = (to) => fetch(to, { headers: { authorization: '{{openai side-unused-pure}}' } });
