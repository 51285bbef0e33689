'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>unused-import</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>unused-import</b>;
}

export function Other() {
  return <Unused />;
}
