export class C {}
console.log('used as a type');
