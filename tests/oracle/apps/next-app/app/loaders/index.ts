export { droppedplain } from './dropped-plain';
export { droppedlist } from './dropped-list';
export { droppedinner } from './dropped-inner';
export { droppedhook } from './dropped-hook';
export const here = () => location.href;
