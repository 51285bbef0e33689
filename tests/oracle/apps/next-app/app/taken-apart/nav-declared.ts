import { OfDeclared } from './kit';

export function x() {
  return OfDeclared;
}
export const declaredHref = '/declared-' + Math.random();
