import { Show } from '../show';
import { all, later, list, 'the-key' as key } from '.';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <Show text={key} later={later.a} list={list.map((it) => it.key)} count={all.list.length} />;
}
