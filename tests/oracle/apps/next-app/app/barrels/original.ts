export const original = () => `original ${Date.now()}`;
