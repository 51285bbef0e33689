import { Provider } from './client';

export const Panel = () => <Provider />;
export const title = 'title';
