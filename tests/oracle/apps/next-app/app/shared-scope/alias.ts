import { site } from './shared';

export const alias = site;
