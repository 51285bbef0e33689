import { onlyForUnused } from './only-for-unused';
import { effectOfUnused } from './effect-of-unused';

const prefix = 'within';
const secret = '{{openai within-local}}';

export const used = () => `${prefix} ${Date.now()}`;
export const unused = () => onlyForUnused(secret) + effectOfUnused;
