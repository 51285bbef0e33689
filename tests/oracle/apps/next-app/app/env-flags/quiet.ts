export const quiet = () => '{{openai flag-quiet}}';
