'use client';

import { Unused } from './unused';

export function Provider() {
  return <b onClick={() => console.log('provider')}>once</b>;
}

export function Trigger() {
  return <b onClick={() => console.log('trigger')}>once</b>;
}

export function Other() {
  return <Unused />;
}
