export const inBare = (token) => ({ token, at: Date.now() });
