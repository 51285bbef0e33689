export const inSpace = () => `in space ${Date.now()}`;
export const unusedInSpace = () => '{{openai unused-in-space}}';
