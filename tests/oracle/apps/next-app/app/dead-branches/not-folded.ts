export const notFolded = () => '{{openai not-folded}}';
