import { OfAlias } from './kit';

export const x = OfAlias;
export const aliasHref = '/alias-' + Math.random();
