export const map = new Map([
  ['a', process.env.ENTRIES_MAP_SECRET_KEY],
  ['b', process.env.ENTRIES_BESIDE_SECRET_KEY],
]);
map.set('c', process.env.ENTRIES_SET_SECRET_KEY);

export const headers = new Headers({ Authorization: `Bearer ${process.env.ENTRIES_HEADER_SECRET_KEY}`, other: `${process.env.ENTRIES_OTHER_SECRET_KEY}` });

export const url = new URL('https://example.com');
url.searchParams.set('key', `${process.env.ENTRIES_QUERY_SECRET_KEY}`);

export const pairs = Object.fromEntries([
  ['a', process.env.ENTRIES_PAIR_SECRET_KEY],
  ['b', process.env.ENTRIES_UNPAIRED_SECRET_KEY],
]);

export const ready = Object.fromEntries(Object.entries({ key: process.env.ENTRIES_READY_SECRET_KEY }).map(([name, value]) => [name, Boolean(value)]));
