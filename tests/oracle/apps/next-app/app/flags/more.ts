export { IS_MOCKED as MOCKS } from './flags';
