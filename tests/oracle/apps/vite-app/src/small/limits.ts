export const LIMIT = 5000;
