import { Unreached } from './unreached';

export const tested = [Unreached];
