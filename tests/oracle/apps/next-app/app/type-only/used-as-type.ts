export class D {}
console.log('used as a type', '{{openai used-as-type}}');
