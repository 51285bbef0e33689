import { Show } from '../show';
import { headers, map, pairs, ready, url } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  return (
    <main>
      <Show map={map.get('a')} set={map.get('c')} size={map.size} />
      <Show header={headers.get('authorization')} url={url.toString()} />
      <Show pair={pairs.a} ready={ready} />
    </main>
  );
}
