export const unused = 1;
console.log('never used');
