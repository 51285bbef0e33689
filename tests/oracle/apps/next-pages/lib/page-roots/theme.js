export const theme = (token) => `theme-${token.length}`;
