export type A = string;
console.log('import type', process.env.NEXT_PUBLIC_TYPE_ONLY_AUTH_TOKEN, '{{openai import-type}}');
