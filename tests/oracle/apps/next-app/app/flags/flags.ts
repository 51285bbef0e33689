export const IS_MOCKED = false;
export const IS_DEV = process.env.NODE_ENV === 'development';
export const PLAN = 'paid';
export const LEVEL = 0;
export const IS_ON = true;
