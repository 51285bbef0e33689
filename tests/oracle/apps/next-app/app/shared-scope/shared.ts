export const site = { name: { short: 'site' } };
export const base = 'https://site.example/' + 1;
export const list = ['a', 'b'];
