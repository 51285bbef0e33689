import { createRoot } from 'react-dom/client';
import { Barrels } from './barrels/screen';
import { Boundary } from './entry/boundary';
import { Branches } from './branches/screen';
import { Calls } from './calls/screen';
import { DeadLoads } from './dead-loads/screen';
import { EnvFiles } from './env-files/screen';
import { EnvForms } from './env-forms/screen';
import { Flags } from './flags/screen';
import { Globs } from './globs/screen';
import { Json } from './json/screen';
import { Lazy } from './lazy/screen';
import { Picks } from './picks/screen';
import { Queries } from './queries/screen';
import { Resolution } from '@/resolution/screen';
import { Shaking } from './shaking/screen';
import { Small } from './small/screen';
import { Configured } from './configured/screen';
import { Unread } from './unread/screen';
import { TypeOnly } from './type-only/screen';
import { Defines } from './define/screen';

createRoot(document.getElementById('root')!).render(
  <>
    <Barrels />
    <Boundary />
    <Branches />
    <Calls />
    <DeadLoads />
    <EnvFiles />
    <EnvForms />
    <Flags />
    <Globs />
    <Json />
    <Lazy />
    <Picks />
    <Queries />
    <Resolution />
    <Shaking />
    <Small />
    <TypeOnly />
    <Defines />
    <Configured />
    <Unread />
  </>,
);
