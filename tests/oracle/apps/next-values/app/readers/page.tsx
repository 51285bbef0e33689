import { Show } from '../show';
import { ConfigService, read, requireEnv } from './values';

export const dynamic = 'force-dynamic';

const config = new ConfigService();

export default function Page() {
  return (
    <main>
      <Show given={requireEnv('READERS_GIVEN_SECRET_KEY')} ready={requireEnv('READERS_READY_SECRET_KEY') !== ''} />
      <Show mail={read('mail')} />
      <Show text={config.string('READERS_TEXT_SECRET_KEY')} size={config.string('READERS_SIZE_SECRET_KEY').length} />
    </main>
  );
}
