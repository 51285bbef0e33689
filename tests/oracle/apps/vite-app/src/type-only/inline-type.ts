export type B = string;
console.log('inline type');
