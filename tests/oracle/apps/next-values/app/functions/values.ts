export function* own() {
  yield process.env.FUNCTIONS_YIELDED_SECRET_KEY;
}
export function* all() {
  yield* own();
}

export function second(_first: unknown, it?: string) {
  return it;
}
export function member(this: { a?: string }) {
  return this.a;
}

export const url = (path: string, key = process.env.FUNCTIONS_DEFAULT_SECRET_KEY) => `${path}?key=${key}`;
export const open = (path: string, key = process.env.FUNCTIONS_REPLACED_SECRET_KEY) => `${path}?key=${key}`;

export function first() {
  return process.env.FUNCTIONS_RETURNED_SECRET_KEY;
  return process.env.FUNCTIONS_BEHIND_SECRET_KEY;
}
