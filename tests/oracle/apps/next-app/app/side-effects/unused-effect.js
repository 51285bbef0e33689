console.log('effect of an unused import', '{{openai side-unused-effect}}');
export const unusedEffect = 1;
