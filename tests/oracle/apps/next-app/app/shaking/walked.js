export const providers = [
  { name: 'one', clientSecret: '{{openai walked-one}}' },
  { name: 'two', clientSecret: '{{openai walked-two}}' },
];
