import { listed } from './listed';

export class Table {
  static rows = 20;
}

export class Sizes {
  static base = 16;
  static large = 2 * Sizes.base;
  static list = () => listed();
}
