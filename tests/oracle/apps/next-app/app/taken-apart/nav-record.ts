import { OfRecord } from './kit';

export const x = { OfRecord };
export const recordHref = '/record-' + Math.random();
