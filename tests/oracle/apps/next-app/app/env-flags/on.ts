export const on = () => '{{openai flag-on}}';
