export const viaFolder = () => `a test beside the folder ${Date.now()}`;
