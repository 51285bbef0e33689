export { Box } from './box';
export { names } from './names';
export const here = () => location.href;
