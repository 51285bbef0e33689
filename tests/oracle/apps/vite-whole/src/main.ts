import { named } from './whole/config';

console.log(named);
