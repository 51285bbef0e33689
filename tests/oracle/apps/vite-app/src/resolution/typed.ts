export const typed = () => `typed ${Date.now()}`;
