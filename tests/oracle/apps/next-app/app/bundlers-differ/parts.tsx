export { UnusedClient } from './unused-client';

export const Used = () => <b>used</b>;
