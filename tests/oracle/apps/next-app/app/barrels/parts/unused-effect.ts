globalThis.barrelEffect = '{{openai unused-effect}}';
export const unusedEffect = () => '{{openai unused-effect-export}}';
