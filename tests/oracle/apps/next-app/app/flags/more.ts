import { IS_ON } from './flags';
export { IS_MOCKED as MOCKS } from './flags';
export const IS_LATE = !IS_ON;
