export const withKey = (use: (key?: string, other?: string) => unknown) =>
  use(process.env.CALLBACKS_GIVEN_SECRET_KEY, process.env.CALLBACKS_IGNORED_SECRET_KEY);

export function once<T>(make: () => T) {
  let it: T | undefined;
  return () => (it ??= make());
}
export const settings = once(() => ({ a: process.env.CALLBACKS_ONCE_SECRET_KEY, b: process.env.CALLBACKS_TWICE_SECRET_KEY }));

export const list = [{ name: 'one', key: process.env.CALLBACKS_ITEM_SECRET_KEY, note: process.env.CALLBACKS_NOTE_SECRET_KEY }];
export const shown = (it: (typeof list)[number]) => ({ name: it.name, key: it.key });
export const hidden = [{ name: 'one', key: process.env.CALLBACKS_HIDDEN_SECRET_KEY }];
