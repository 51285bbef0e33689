export const carried = () => '{{openai flag-carried}}';
