import { OfRenamed } from './kit';

export function x() {
  return OfRenamed;
}
export const again = x;
export const renamedHref = '/renamed-' + Math.random();
