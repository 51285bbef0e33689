'use client';

import dynamic from 'next/dynamic';
import { anded } from './anded';
import { carried } from './carried';
import { guarded } from './guarded';
import { hosted } from './hosted';
import { off } from './off';
import { on } from './on';
import { quiet } from './quiet';

const IS_OFF = process.env.NEXT_PUBLIC_FLAG_OFF !== 'true';
const Beta = process.env.NEXT_PUBLIC_FLAG_OFF === 'true' ? dynamic(() => import('./beta')) : null;
const Live = process.env.NEXT_PUBLIC_FLAG_ON === 'true' ? dynamic(() => import('./live')) : null;

export default function Page() {
  function handle() {
    if (process.env.NEXT_PUBLIC_FLAG_OFF === 'true') console.log(off());
    if (process.env.NEXT_PUBLIC_FLAG_ON === 'true') console.log(on());
    if (process.env.NEXT_PUBLIC_FLAG_TENANT === 'globex') import('./globex').then((tenant) => tenant.start());
    // Which is a text.
    if (process.env.NEXT_PUBLIC_FLAG_OFF) import('./truthy').then((text) => text.start());
    // Only the host knows.
    if (process.env.NEXT_PUBLIC_FLAG_UNSET === 'true') console.log(hosted());
    if (process.env.FLAG_FROM_CONFIG === 'on') console.log(carried());
    process.env.NEXT_PUBLIC_FLAG_OFF === 'true' && console.log(anded());
    console.log(IS_OFF ? 'off' : quiet());
    if (process.env.NEXT_PUBLIC_FLAG_OFF !== 'true') return;
    console.log(guarded());
  }
  return (
    <b onClick={handle}>
      {Beta && <Beta />}
      {Live && <Live />}
      flags
    </b>
  );
}
