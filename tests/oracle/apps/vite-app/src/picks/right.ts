export const right = '{{openai not-picked-right}}';
