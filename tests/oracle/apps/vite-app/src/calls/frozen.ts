export const ROLES = Object.freeze({ admin: '{{openai frozen-admin}}' });
