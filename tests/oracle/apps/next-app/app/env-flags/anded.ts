export const anded = () => '{{openai flag-anded}}';
