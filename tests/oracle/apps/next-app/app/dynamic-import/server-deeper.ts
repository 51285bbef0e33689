export const deeper = () => `on the server ${Date.now()}`;
