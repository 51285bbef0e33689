export const IS_DEV = import.meta.env.DEV;
export const MODE = import.meta.env.PROD ? 'live' : 'test';
export const IS_MOCKED = false;
export const IS_PROD = import.meta.env.PROD;
