'use client';

import { viaBaseUrl } from 'lib/base-url/target';

export default function Page() {
  return <b onClick={() => console.log(viaBaseUrl())}>baseUrl</b>;
}
