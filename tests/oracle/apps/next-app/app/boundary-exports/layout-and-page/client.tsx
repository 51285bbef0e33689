'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>layout-and-page</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>layout-and-page</b>;
}

export function Other() {
  return <Unused />;
}
