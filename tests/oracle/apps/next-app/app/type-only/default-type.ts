export default class Default {}
console.log('default type');
