// How good a list of findings is.

/** `planted` is what a tree holds, `found` the files that something was found in, with how often. */
export function score(planted, found) {
  const secrets = planted.filter((it) => it.kind !== null);
  const missed = secrets.filter((it) => !found.has(it.path));
  const alarms = planted.filter((it) => it.kind === null && found.has(it.path));
  const twice = secrets.filter((it) => found.get(it.path) > 1);
  return { secrets, innocents: planted.length - secrets.length, missed, alarms, twice, recall: 1 - missed.length / secrets.length };
}

export const countByFile = (paths) => paths.reduce((counts, path) => counts.set(path, (counts.get(path) ?? 0) + 1), new Map());

/** Lines `12 of 14  NAME` for the groups in which something is missing, the worst first. */
export function shortfalls(secrets, missed, key) {
  const groups = groupBy(secrets, key);
  const lines = [...groups].map(([name, all]) => ({ name, all: all.length, got: all.filter((it) => !missed.includes(it)).length }));
  return lines
    .filter(({ all, got }) => got < all)
    .sort((a, b) => a.got / a.all - b.got / b.all)
    .map(({ name, all, got }) => `  ${String(got).padStart(4)} of ${String(all).padStart(4)}  ${name}`);
}

function groupBy(list, key) {
  const groups = new Map();
  for (const it of list) groups.set(key(it), [...(groups.get(key(it)) ?? []), it]);
  return groups;
}
