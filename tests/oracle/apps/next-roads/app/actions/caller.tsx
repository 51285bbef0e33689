'use client';
import { whole } from './actions';

export function Caller({ ask }: { ask: () => Promise<unknown> }) {
  return (
    <button onClick={async () => console.log(Boolean(await ask()), Boolean(await whole()))}>Ask</button>
  );
}
