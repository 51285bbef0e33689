globalThis.pool ??= { token: process.env.NEXT_PUBLIC_POOL_AUTH_TOKEN, other: '{{openai pool-literal}}' };

export const connection = () => `${globalThis.pool} {{openai pool-function}}`;
