export const OfPlain = (text: string) => text + Math.random();
