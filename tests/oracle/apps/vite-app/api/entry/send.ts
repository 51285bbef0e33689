import { unreached } from '../../src/entry/unreached';

export default () => unreached();
