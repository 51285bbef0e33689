'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>unrendered</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>unrendered</b>;
}

export function Other() {
  return <Unused />;
}
