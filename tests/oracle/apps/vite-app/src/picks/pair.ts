import { left } from './left';
import { right } from './right';
export const Left = () => left;
export const Right = () => right;
