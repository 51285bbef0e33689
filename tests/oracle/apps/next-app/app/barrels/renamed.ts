export { original as default } from './original';
