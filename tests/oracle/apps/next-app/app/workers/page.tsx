'use client';

import { useEffect } from 'react';

export default function Page() {
  useEffect(() => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    const byPath = new Worker('/embed.js');
    return () => [worker, byPath].forEach((w) => w.terminate());
  }, []);
  return <b>workers</b>;
}
