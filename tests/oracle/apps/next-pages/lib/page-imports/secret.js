export const secretOfOther = () => '{{openai secret-of-other}}';
