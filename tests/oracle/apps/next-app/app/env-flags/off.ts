export const off = () => '{{openai flag-off}}';
