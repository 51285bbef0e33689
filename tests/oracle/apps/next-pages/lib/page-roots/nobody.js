export const nobody = () => '{{openai nobody}}';
