export const viaBaseUrl = () => `baseUrl ${Date.now()}`;
