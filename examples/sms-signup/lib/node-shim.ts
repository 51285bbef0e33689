/** Node's `url` module exports the class that a browser has as a global. */
export const URL = globalThis.URL;
