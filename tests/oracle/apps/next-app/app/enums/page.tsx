'use client';
import { here } from './lib';
import { Role } from './roles';

export default function Page() {
  return <p onClick={() => alert([here(), Role.Member])}>enums</p>;
}
