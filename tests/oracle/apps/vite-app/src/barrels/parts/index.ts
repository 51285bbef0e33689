export * from './used';
export * from './unused-pure';
export { unusedEffect } from './unused-effect';
