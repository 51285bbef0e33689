export { Provider } from './client';
export { Trigger } from './client';
