// Everything that looks like a secret and is none.
import noise from './noise.mjs';
import issued from './public.mjs';

export { default as LOOK_ALIKE_FILES } from './files.mjs';
export const LOOK_ALIKES = [...issued, ...noise];
