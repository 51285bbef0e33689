export type D = string;
console.log('export type');
