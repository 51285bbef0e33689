export const used = () => `used by screen ${Date.now()}`;
