export * from './first';
export * from './second';
