export { url } from './url';
export { title } from './title';
export { copy } from './copy';
export { alias } from './alias';
export { links } from './links';
export { memoized } from './memo';
export { ofOnly } from './of-only';
export const here = () => location.href;
