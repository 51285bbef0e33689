export const draw = (token) => globalThis.draw?.(token);
