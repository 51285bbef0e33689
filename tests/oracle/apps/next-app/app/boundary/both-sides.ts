export const label = `both sides ${Date.now()}`;
