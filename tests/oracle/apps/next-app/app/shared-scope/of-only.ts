import { only } from './only';

export const ofOnly = { only };
