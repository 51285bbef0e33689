export type E = string;
console.log('import() in a type');
