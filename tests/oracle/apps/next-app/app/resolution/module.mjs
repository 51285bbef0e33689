export const viaModule = () => `module ${Date.now()}`;
