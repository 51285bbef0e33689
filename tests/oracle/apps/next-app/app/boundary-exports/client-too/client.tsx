'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>client-too</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>client-too</b>;
}

export function Other() {
  return <Unused />;
}
