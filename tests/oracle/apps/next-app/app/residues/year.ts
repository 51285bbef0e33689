import { fallback } from './fallback';

export const year = { now: new Date().getFullYear(), fallback };
