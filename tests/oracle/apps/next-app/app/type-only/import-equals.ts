export const x = 1;
console.log('import equals, used as a type');
