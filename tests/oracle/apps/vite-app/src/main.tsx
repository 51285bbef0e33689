import { createRoot } from 'react-dom/client';
import { Barrels } from './barrels/screen';
import { Boundary } from './entry/boundary';
import { Branches } from './branches/screen';
import { EnvFiles } from './env-files/screen';
import { EnvForms } from './env-forms/screen';
import { Globs } from './globs/screen';
import { Json } from './json/screen';
import { Lazy } from './lazy/screen';
import { Queries } from './queries/screen';
import { Resolution } from '@/resolution/screen';
import { Shaking } from './shaking/screen';
import { TypeOnly } from './type-only/screen';
import { Defines } from './define/screen';

createRoot(document.getElementById('root')!).render(
  <>
    <Barrels />
    <Boundary />
    <Branches />
    <EnvFiles />
    <EnvForms />
    <Globs />
    <Json />
    <Lazy />
    <Queries />
    <Resolution />
    <Shaking />
    <TypeOnly />
    <Defines />
  </>,
);
