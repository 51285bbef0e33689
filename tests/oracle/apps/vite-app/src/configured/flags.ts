export const IS_LIVE = import.meta.env.VITE_CONFIGURED_LIVE === 'true';
