import { Show } from '@/lib';
import { account, Api, config, labelled, Vault } from '@/lib/config';
import { env } from '@/lib/env';

export const dynamic = 'force-dynamic';

const vault = new Vault();
const told = new Api(process.env.API_TOLD_SECRET_KEY);
const asked = new Api(process.env.API_ASKED_SECRET_KEY);

export default async function Page() {
  const { key, ...rest } = config.chat;
  const { apiKey: _, ...shown } = await account();
  return (
    <main>
      <Show mail={config.mail} />
      <Show chat={rest} ready={Boolean(key)} />
      <Show zone={config.maps.zone} />
      <Show account={shown} />
      <Show headers={told.headers()} ready={asked.ready()} />
      <Show shared={Vault.shared} />
      <Show field={vault.field} />
      <Show signed={vault.signed('x')} />
      <Show env={env.ENV_PROP_SECRET_KEY} used={env.ENV_USED_SECRET_KEY.length} />
      <Show labelled={labelled('Key', process.env.LABELLED_SECRET_KEY)} />
    </main>
  );
}
