'use client';

import { browserOnly } from './browser-only';
import { serverOnly } from './server-only-branch';
import { viaConst } from './via-const';
import { afterReturn } from './after-return';
import { neverTrue } from './never-true';
import { notFolded } from './not-folded';
import { inFlag } from './in-flag';

const isServer = typeof window === 'undefined';

async function early() {
  if (typeof window !== 'undefined') return browserOnly();
  return afterReturn();
}

export default function Page() {
  async function handle() {
    if (typeof window === 'undefined') console.log(serverOnly());
    if (isServer) console.log(viaConst());
    if (false) console.log(neverTrue());
    if (typeof document === 'undefined') console.log(notFolded());
    if (process.env.NEXT_PUBLIC_SURELY_UNSET === 'on') console.log(inFlag());
    if (process.env.NODE_ENV !== 'production') require('./required-in-development');
    if (process.env.NEXT_RUNTIME === 'nodejs') await import('./imported-on-node');
    if (globalThis.process?.env.NOTHING) await import('./imported-at-run-time');
    console.log(await early());
  }
  return <b onClick={handle}>dead branches</b>;
}
