export const used = () => `used ${Date.now()}`;
