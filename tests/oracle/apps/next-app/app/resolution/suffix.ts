export const viaSuffix = () => `suffix ${Date.now()}`;
