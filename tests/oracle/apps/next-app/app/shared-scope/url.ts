import { base } from './shared';

export const url = { base };
