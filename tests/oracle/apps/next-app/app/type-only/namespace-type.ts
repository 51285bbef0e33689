export type T = string;
console.log('namespace type');
