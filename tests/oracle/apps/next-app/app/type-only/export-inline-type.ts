export type G = string;
console.log('export inline type');
