export { used } from './used';
export { unusedEffect } from './unused-effect';
