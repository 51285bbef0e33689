type Options<V> = { variants: V };
/** Takes notes, and gives a function that reads them. */
export const variants =
  <V extends Record<string, string>>(base: string, options: Options<V>) =>
  (name: keyof V) =>
    `${base} ${options.variants[name]}`;
