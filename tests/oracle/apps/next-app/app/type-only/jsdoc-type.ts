export type J = string;
console.log('import() in a comment');
