'use client';

import { used } from 'components/side-effects-field/parts';
import 'components/side-effects-field/bare';

export default function Page() {
  return <b onClick={() => console.log(used())}>the package says that nothing in it has effects</b>;
}
