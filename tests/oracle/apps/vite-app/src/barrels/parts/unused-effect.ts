(globalThis as any).effect = '{{openai unused-effect}}';
export const unusedEffect = '{{openai unused-effect-export}}';
