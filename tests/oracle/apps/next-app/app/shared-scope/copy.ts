import { site } from './shared';

export const copy = { ...site };
