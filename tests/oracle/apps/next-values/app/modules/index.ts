export * from './values';
export * as all from './values';
