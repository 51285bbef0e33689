'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>namespace</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>namespace</b>;
}

export function Other() {
  return <Unused />;
}
