'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>two-statements</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>two-statements</b>;
}

export function Other() {
  return <Unused />;
}
