'use client';

import { send } from './send';

export function Button() {
  return <button onClick={() => send('hello')}>Send</button>;
}
