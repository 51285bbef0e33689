export let token = process.env.NAMES_FIRST_SECRET_KEY;
token = process.env.NAMES_LAST_SECRET_KEY;

export let address = 'https://example.com/?key=';
address += process.env.NAMES_ADDED_SECRET_KEY;

export const config = { a: process.env.NAMES_PICKED_SECRET_KEY, b: process.env.NAMES_LEFT_SECRET_KEY };

export const given = { key: 'public' };
export const missing: { key?: string } = {};

let kept: { a?: string; b?: string };
export const lazy = () => (kept ??= { a: process.env.NAMES_LAZY_SECRET_KEY, b: process.env.NAMES_OTHER_SECRET_KEY });
