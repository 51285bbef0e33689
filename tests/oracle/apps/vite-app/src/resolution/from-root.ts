export const fromRoot = () => `from root ${Date.now()}`;
