import { unreached } from './unreached';

console.log(unreached());
