export const providers = [
  { name: 'one', clientSecret: '{{openai walked}}' },
  { name: 'two', clientSecret: '' },
];
