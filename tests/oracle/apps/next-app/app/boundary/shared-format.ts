import { label } from './both-sides';

export const format = (n: number) => `${n} ${label}`;
