export const hosted = () => '{{openai flag-hosted}}';
