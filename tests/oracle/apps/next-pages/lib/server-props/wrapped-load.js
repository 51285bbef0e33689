export const load = () => '{{openai wrapped-load}}';
