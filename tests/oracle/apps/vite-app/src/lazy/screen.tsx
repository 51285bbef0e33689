import { lazy, Suspense, useState } from 'react';

const ignored = './ignored.ts';
const Panel = lazy(() => import('./panel'));

export function Lazy() {
  const [lang] = useState('en');
  return (
    <Suspense>
      <Panel />
      <b
        onClick={async () => {
          const { taken } = await import('./named');
          console.log(taken(), await import(`./lang/${lang}.ts`), await import(/* @vite-ignore */ ignored));
        }}
      >
        lazy
      </b>
    </Suspense>
  );
}
