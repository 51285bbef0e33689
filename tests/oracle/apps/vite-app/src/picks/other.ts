import { up } from './up';
import { down } from './down';
export const Up = () => up;
export const Down = () => down;
