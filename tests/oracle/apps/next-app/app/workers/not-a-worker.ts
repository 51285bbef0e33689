export const nobody = () => '{{openai not-a-worker}}';
