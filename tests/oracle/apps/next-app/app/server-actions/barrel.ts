export { viaBarrel } from './barrel-actions';
