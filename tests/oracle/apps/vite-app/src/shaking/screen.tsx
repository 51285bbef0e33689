import './bare';
import { Mode } from './beside-singleton';
import { providers } from './walked';

export const Shaking = () => <b onClick={() => console.log(Mode.Live, providers.map((p) => p.name))}>shaking</b>;
