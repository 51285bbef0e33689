import { useEffect } from 'react';
import InlineWorker from './worker-query?worker';
import text from './raw.ts?raw';

export function Queries() {
  useEffect(() => {
    const workers = [new InlineWorker(), new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })];
    return () => workers.forEach((worker) => worker.terminate());
  });
  return <b onClick={() => console.log(text)}>queries</b>;
}
