console.log('the effect of a stripped import', '{{openai arrow-effect}}');
export const arrow = (token) => `${token}{{openai arrow}}`;
