export const browserOnly = () => `browser ${Date.now()}`;
