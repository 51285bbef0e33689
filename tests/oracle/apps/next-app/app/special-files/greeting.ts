export const greeting = () => `below a client layout ${Date.now()}`;
