import { Show } from '../show';
import { both, later, safe } from './values';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const [first, second] = await both();
  const settled = first.status === 'fulfilled' ? first.value : null;
  return <Show made={(await later()).a} caught={await safe()} settled={settled} second={second.status} />;
}
