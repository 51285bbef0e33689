import { Show } from '../show';
import { hidden, list, settings, shown, withKey } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  const byName = list.reduce<Record<string, unknown>>((all, it) => {
    all[it.name] = it.key;
    return all;
  }, {});
  return (
    <main>
      <Show given={withKey((key) => ({ key }))} />
      <Show once={settings().a} />
      <Show mapped={list.map(shown)} reduced={byName} />
      <Show names={hidden.map(({ name }) => name)} count={hidden.length} />
    </main>
  );
}
