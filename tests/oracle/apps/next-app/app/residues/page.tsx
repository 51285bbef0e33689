'use client';
import { here } from '.';

export default function Page() {
  return <p onClick={() => alert(here())}>residues</p>;
}
