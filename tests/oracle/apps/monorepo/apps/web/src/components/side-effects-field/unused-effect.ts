globalThis.effect = '{{openai field-effect}}';
export const unusedEffect = 1;
