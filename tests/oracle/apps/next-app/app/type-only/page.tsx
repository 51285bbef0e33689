'use client';

import type { A } from './import-type';
import { type B } from './inline-type';
import type * as C from './namespace-type';
import { D } from './used-as-type';
import { E, e } from './type-and-value';
import { unused } from './never-used';
import type Default from './default-type';
import type {} from './empty-type';
import {} from './empty-import';
import X = require('./import-equals');
import type Y = require('./import-equals-type');
export type { F } from './export-type';
export { type G } from './export-inline-type';

/** @typedef {import('./jsdoc-type').J} J */
/// <reference path="./reference.ts" />
type H = import('./import-call-type').H;
type I = typeof import('./typeof-import');

export default function Page(props: { a: A; b: B; c: C.T; d: D; e: E; h: H; i: I; x: typeof X; y: Y.T; z: Default }) {
  return <p onClick={() => console.log(props)}>{e()}</p>;
}
