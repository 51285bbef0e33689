'use client';

import { used, Nested } from './parts';
import { starUsed } from './star';
import { space } from './namespace';
import Renamed from './renamed';

export function Panel() {
  return (
    <b onClick={() => console.log(used(), starUsed(), space.inSpace(), Renamed())}>
      <Nested />
    </b>
  );
}
