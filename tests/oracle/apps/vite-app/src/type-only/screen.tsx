import type { A } from './import-type';
import { type B } from './inline-type';
import { C } from './used-as-type';
export type { D } from './export-type';

type E = import('./import-call-type').E;

export const TypeOnly = (props: { a?: A; b?: B; c?: C; e?: E }) => <b onClick={() => console.log(props)}>types</b>;
