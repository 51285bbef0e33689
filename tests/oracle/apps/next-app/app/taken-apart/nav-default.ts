import { OfDefault } from './kit';

export default function x() {
  return OfDefault;
}
export const defaultHref = '/default-' + Math.random();
