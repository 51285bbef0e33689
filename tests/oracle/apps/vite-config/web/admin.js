import { second } from './config-folders/second';

console.log(second());
