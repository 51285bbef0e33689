export type E = string;
export const e = () => `type and value ${Date.now()}`;
