export const work = (token: string) => `${token} ${Date.now()}`;
