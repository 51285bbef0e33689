'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>two-pages</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>two-pages</b>;
}

export function Other() {
  return <Unused />;
}
