export const raw = ['the text ships as it is', '{{openai raw}}'];
