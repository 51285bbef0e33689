import { lazy } from 'react';
import { IS_LIVE } from './flags';
import { guided } from './guided';
import { silent } from './silent';

const Beta = import.meta.env.VITE_CONFIGURED_BETA === 'true' ? lazy(() => import('./beta')) : null;
const Live = import.meta.env.VITE_CONFIGURED_LIVE === 'true' ? lazy(() => import('./live')) : null;

if (import.meta.env.VITE_CONFIGURED_TENANT === 'globex') import('./globex').then((tenant) => tenant.start());
if (__MOCKED__) import('./mocks').then((mocks) => mocks.start());
if (__IN_PRODUCTION__) console.log(guided());
if (import.meta.hot) import('./hot').then((hot) => hot.accept());

export const Configured = () => (
  <b onClick={() => (IS_LIVE ? console.log('live') : console.log(silent()))}>
    {Beta && <Beta />}
    {Live && <Live />}
    configured
  </b>
);
