'use client';

import { useState } from 'react';
import { browserOnly } from './browser-only';
import { serverOnly } from './server-only-branch';
import { viaConst } from './via-const';
import { afterReturn } from './after-return';
import { neverTrue } from './never-true';
import { notFolded } from './not-folded';
import { inFlag } from './in-flag';
import { BehindUnknown } from './behind-unknown';
import { BehindUnknownGlobal } from './behind-unknown-global';
import { BehindLocalFlag } from './behind-local-flag';
import { BehindFlag } from './behind-flag';

const isDraft = process.env.NODE_ENV === 'development';
const isServer = typeof window === 'undefined';

async function early() {
  if (typeof window !== 'undefined') return browserOnly();
  return afterReturn();
}

async function later() {
  if (typeof window !== 'undefined') return 1;
  require('./required-after-return');
  return import('./imported-after-return');
}

const ternary = () => (isServer ? require('./required-in-ternary') : null);

export default function Page() {
  const isDevelopment = process.env.NODE_ENV === 'development';
  const [on] = useState('a');
  async function handle() {
    if (typeof window === 'undefined') console.log(serverOnly());
    if (isServer) console.log(viaConst());
    if (false) console.log(neverTrue());
    if (typeof document === 'undefined') console.log(notFolded());
    if (process.env.NEXT_PUBLIC_SURELY_UNSET === 'on') console.log(inFlag());
    if (process.env.NODE_ENV !== 'production') require('./required-in-development');
    if (process.env.NEXT_RUNTIME === 'nodejs') await import('./imported-on-node');
    if (on.length > 3 && process.env.NODE_ENV !== 'production') require('./required-behind-unknown');
    if (on.length > 3 && process.env.NODE_ENV !== 'production') await import('./imported-behind-unknown');
    if (on.length > 3 && isDraft) require('./required-behind-const');
    if (!(on.length > 3 || process.env.NODE_ENV === 'production')) await import('./imported-behind-either');
    if (globalThis.process?.env.NOTHING) await import('./imported-at-run-time');
    if (isServer) await import('./imported-behind-const-server');
    console.log(await early(), await later(), ternary());
  }
  return (
    <b onClick={handle}>
      dead branches
      {on.startsWith('b') && isDevelopment && <BehindUnknown />}
      {on.startsWith('c') && isDraft && <BehindUnknownGlobal />}
      {isDevelopment && <BehindLocalFlag />}
      {isDraft && <BehindFlag />}
    </b>
  );
}
