globalThis.pool = '{{openai screen-pool}}';
export const pool = 'pool';
