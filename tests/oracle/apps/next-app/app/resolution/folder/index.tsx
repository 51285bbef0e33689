export const viaFolder = () => `folder ${Date.now()}`;
