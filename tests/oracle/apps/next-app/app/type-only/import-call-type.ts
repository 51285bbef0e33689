export type H = string;
console.log('import() in a type');
