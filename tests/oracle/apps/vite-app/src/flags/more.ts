import { IS_DEV } from './flags';
export { IS_MOCKED as MOCKS } from './flags';
export const IS_LIVE = !IS_DEV;
