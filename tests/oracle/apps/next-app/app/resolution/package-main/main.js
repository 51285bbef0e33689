export const viaMain = () => `main ${Date.now()}`;
