export const theme = () => `theme-${globalThis.location?.hash}`;
