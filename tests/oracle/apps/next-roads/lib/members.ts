type Members = Record<string, unknown>;

export const get = (from: Members, key: string) => from[key];

export const pick = (from: Members, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

export function gather(from: Members, ...keys: string[]) {
  const out: Members = {};
  for (const key of keys) out[key] = from[key];
  return out;
}

export const each = (from: Members, keys: readonly string[]) =>
  keys.reduce<Members>((all, key) => ({ ...all, [key]: from[key] }), {});

export const later = (first: unknown, ...others: unknown[]) => others;
