import { pool } from './screen-pool';
import { pure } from './screen-pure';

export const Screen = () => <b onClick={() => console.log('screen')}>screen</b>;
export const loadScreen = async () => `${pool}${pure(process.env.NEXT_PUBLIC_LOADER_AUTH_TOKEN)}{{openai load-screen}}`;
