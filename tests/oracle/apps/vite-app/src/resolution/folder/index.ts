export const fromFolder = () => `folder ${Date.now()}`;
