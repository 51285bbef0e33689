export const first = () => `first ${Date.now()}`;
