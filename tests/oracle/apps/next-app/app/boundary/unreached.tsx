'use client';

import { other } from './unreached-dep';

export function Unreached() {
  return <button onClick={() => other(process.env.NEXT_PUBLIC_UNREACHED_AUTH_TOKEN)}>Nobody imports this</button>;
}
