'use client';

import './bare';
import './bare-pure';
import { unusedPure } from './unused-pure';
import { unusedEffect } from './unused-effect';
import * as unusedSpace from './unused-space';
import unusedDefault from './unused-default';

export default function Page() {
  return <b onClick={() => console.log('side effects')}>side effects</b>;
}
