export const PAGE_SIZE = 20;
export const LANG = 'en';
export const IS_WIDE = true;
