export const i = 1;
console.log('typeof import()');
