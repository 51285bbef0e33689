export { Settings, Shell, Show } from './show';
