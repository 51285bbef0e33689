import { Printed } from './printed';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <Printed />;
}
