export type T = string;
console.log('import equals type');
