'use client';

import { even } from './even';

export default function Page() {
  return <b onClick={() => console.log(even(Date.now()))}>cycles</b>;
}
