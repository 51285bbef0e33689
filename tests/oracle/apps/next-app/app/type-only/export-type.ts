export type F = string;
console.log('export type');
