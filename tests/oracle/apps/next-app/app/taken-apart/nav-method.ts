import { OfMethod } from './kit';

export class X {
  icon() {
    return OfMethod;
  }
}
export const methodHref = '/method-' + Math.random();
