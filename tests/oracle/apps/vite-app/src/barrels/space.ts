export const inSpace = () => `in space ${Date.now()}`;
export const notInSpace = () => '{{openai not-in-space}}';
