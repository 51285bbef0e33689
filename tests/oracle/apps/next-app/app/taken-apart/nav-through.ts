import { OfThrough } from './kit';

function inner() {
  return OfThrough;
}
export function x() {
  return inner();
}
export const throughHref = '/through-' + Math.random();
