export const viaMain = () => `module ${Date.now()}`;
