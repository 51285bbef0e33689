export const neverTrue = () => '{{openai never-true}}';
