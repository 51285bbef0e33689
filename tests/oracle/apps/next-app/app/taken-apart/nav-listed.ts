import { OfListed } from './kit';

function x() {
  return OfListed;
}
export { x };
export const listedHref = '/listed-' + Math.random();
