export const track = (token) => globalThis.tracker?.(token);
