export const compute = () => `computed ${Date.now()}`;
