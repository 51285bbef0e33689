import { OfPlain } from './kit';

export const x = () => OfPlain;
export const plainHref = '/plain-' + Math.random();
