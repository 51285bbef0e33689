export const viaConst = () => '{{openai via-const}}';
