export const allowed = (token) => token !== '{{openai middleware}}';
