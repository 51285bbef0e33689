'use client';
import { IS_DEV, IS_MOCKED, IS_ON, LEVEL, PLAN } from './flags';
import { MOCKS } from './more';
import { developed } from './tools/developed';
import { free } from './tools/free';
import { levelled } from './tools/levelled';
import { mocked } from './tools/mocked';
import { offline } from './tools/offline';
import { online } from './tools/online';
import { remocked } from './tools/remocked';

export function Screen() {
  const go = () => {
    if (IS_MOCKED) mocked();
    console.log(IS_DEV ? developed() : 'live');
    if (PLAN === 'free') free();
    LEVEL && levelled();
    if (MOCKS) remocked();
    if (IS_MOCKED) import('./tools/loaded');
    if (IS_ON) return online();
    offline();
  };
  return <b onClick={go}>flags</b>;
}
