'use client';

import { report } from './report';

export default function ErrorPage({ error, reset }) {
  report(error);
  return <button onClick={reset}>Again</button>;
}
