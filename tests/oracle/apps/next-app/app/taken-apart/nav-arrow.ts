import { OfArrow } from './kit';

export const x = () => OfArrow;
export const arrowHref = '/arrow-' + Math.random();
