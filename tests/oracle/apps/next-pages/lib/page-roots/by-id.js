export const byId = () => `by id ${Date.now()}`;
