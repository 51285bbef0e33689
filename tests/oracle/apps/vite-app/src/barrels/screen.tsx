import { used } from './parts';
import * as space from './space';

export const Barrels = () => <b onClick={() => console.log(used(), space.inSpace())}>barrels</b>;
