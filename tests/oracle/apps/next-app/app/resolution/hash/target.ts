export const viaHash = () => `hash ${Date.now()}`;
