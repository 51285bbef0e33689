export { used } from './used';
export { unusedPure } from './unused-pure';
export { unusedEffect } from './unused-effect';
export * from './nested';
