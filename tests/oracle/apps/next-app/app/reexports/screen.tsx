'use client';

export { helper } from './helper';
import { used } from './used-by-screen';

export default function Screen() {
  return <b onClick={() => console.log(used())}>screen</b>;
}
