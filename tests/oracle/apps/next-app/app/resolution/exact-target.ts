export const viaExact = () => `exact ${Date.now()}`;
