export const viaSecond = () => `second target ${Date.now()}`;
