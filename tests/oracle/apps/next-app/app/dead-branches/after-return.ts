export const afterReturn = () => '{{openai after-return}}';
