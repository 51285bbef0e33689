import { inBare } from './of-bare';

globalThis.bare = inBare('{{openai bare}}');
