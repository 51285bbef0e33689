export const loaded = '{{openai flags-loaded}}';
