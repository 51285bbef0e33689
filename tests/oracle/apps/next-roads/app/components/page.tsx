import { Settings, Shell, Show } from '@/lib';
import { Panel } from './panel';

export const dynamic = 'force-dynamic';

const rows = [
  { name: 'one', key: process.env.ROW_SECRET_KEY },
  { name: 'two', key: '' },
];

export default function Page() {
  return (
    <Settings.Provider value={{ token: process.env.CONTEXT_SECRET_KEY }}>
      <Panel title="Panel" token={process.env.PANEL_SECRET_KEY} spare={process.env.PANEL_SPARE_SECRET_KEY} />
      <Shell>
        <b>{process.env.CHILD_SECRET_KEY}</b>
      </Shell>
      {rows.map((row) => (
        <Show key={row.name} row={row} />
      ))}
    </Settings.Provider>
  );
}
