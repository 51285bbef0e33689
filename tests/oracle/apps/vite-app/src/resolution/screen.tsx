import { fromRoot } from '/src/resolution/from-root';
import { typed } from './typed.js';
import { fromFolder } from './folder';
import { outside } from '../../shared/resolution/outside';

export const Resolution = () => <b onClick={() => console.log(fromRoot(), typed(), fromFolder(), outside())}>resolution</b>;
