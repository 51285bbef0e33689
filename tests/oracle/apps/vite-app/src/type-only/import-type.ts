export type A = string;
console.log('{{openai import-type}}');
