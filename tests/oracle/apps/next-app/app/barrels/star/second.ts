export const starUnused = () => `star unused ${Date.now()}`;
