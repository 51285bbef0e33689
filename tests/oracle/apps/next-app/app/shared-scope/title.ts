import { base } from './shared';

export const title = base + 'title';
