export const unreached = () => [import.meta.env.VITE_UNREACHED_AUTH_TOKEN, '{{openai unreached}}'];
