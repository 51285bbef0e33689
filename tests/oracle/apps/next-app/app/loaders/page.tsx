'use client';
import { here } from '.';
import { plainHere } from './plain';
import { listHere } from './list';
import { innerHere } from './inner';
import { hookHere } from './hook';

export default function Page() {
  return <p onClick={() => alert([here(), plainHere(), listHere(), innerHere(), hookHere()])}>loaders</p>;
}
