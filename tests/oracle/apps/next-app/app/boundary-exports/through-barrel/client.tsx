'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>through-barrel</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>through-barrel</b>;
}

export function Other() {
  return <Unused />;
}
