export const down = '{{openai not-picked-down}}';
