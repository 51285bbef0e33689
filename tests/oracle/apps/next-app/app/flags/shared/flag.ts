/** Two routes have it: it stands apart, and nobody sees what it holds. */
export const IS_SHARED = false;
