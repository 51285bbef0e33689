'use client';

import dynamic from 'next/dynamic';
import { lazy, useState } from 'react';

const Lazy = lazy(() => import('./lazy'));
const NoSsr = dynamic(() => import('./no-ssr'), { ssr: false });
const Named = dynamic(() => import('./named').then((m) => m.Named));

export function Menu() {
  const [lang, setLang] = useState('en');
  async function load() {
    const { charge } = await import('./charge');
    const whole = await import('./whole');
    const text = await import(`./lang/${lang}.ts`);
    await import(/* webpackIgnore: true */ /* turbopackIgnore: true */ './ignored.js');
    if (process.env.NODE_ENV === 'development') await import('./only-development');
    setLang(charge() + whole.a() + text.default);
  }
  return (
    <b onClick={load}>
      {lang}
      <Lazy />
      <NoSsr />
      <Named />
    </b>
  );
}
