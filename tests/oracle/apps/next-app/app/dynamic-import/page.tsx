import dynamic from 'next/dynamic';
import { lazy } from 'react';
import { Menu } from './menu';

const ServerLazy = lazy(() => import('./server-lazy'));
const ServerDynamic = dynamic(() => import('./server-dynamic'));

export default function Page() {
  return (
    <>
      <Menu />
      <ServerLazy />
      <ServerDynamic />
    </>
  );
}
