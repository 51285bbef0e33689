import { Alone, Shown } from './shown';
import { Themed } from './themed';

export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <Themed>
      <Shown />
      <Alone />
    </Themed>
  );
}
