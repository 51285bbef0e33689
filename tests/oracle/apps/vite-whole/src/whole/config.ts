const env = import.meta.env;

export const named = env.VITE_NAMED;
