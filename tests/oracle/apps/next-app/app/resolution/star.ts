export const viaStar = () => `star ${Date.now()}`;
