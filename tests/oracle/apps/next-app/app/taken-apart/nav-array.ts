import { OfArray } from './kit';

export const x = [{ href: '/', icon: OfArray }];
export const arrayHref = '/array-' + Math.random();
