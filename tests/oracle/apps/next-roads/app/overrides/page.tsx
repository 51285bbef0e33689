import { Show } from '@/lib';

export const dynamic = 'force-dynamic';

const load = async () => ({ id: 1, token: process.env.OVERRIDE_DELETED_SECRET_KEY });
const loadSpread = async () => ({ id: 1, token: process.env.OVERRIDE_SPREAD_SECRET_KEY });
const loadAssigned = async () => ({ id: 1, token: process.env.OVERRIDE_ASSIGNED_SECRET_KEY });
const loadBefore = async () => ({ id: 1, token: process.env.OVERRIDE_BEFORE_SECRET_KEY });
const loadOther = async () => ({ id: 1, token: process.env.OVERRIDE_OTHER_SECRET_KEY });
const loadMaybe = async () => ({ id: 1, token: process.env.OVERRIDE_MAYBE_SECRET_KEY });
const loadUnset = async () => ({ id: 1, token: process.env.OVERRIDE_UNSET_SECRET_KEY as string | undefined });

export default async function Page() {
  const user: { id: number; token?: string } = await load();
  delete user.token;
  const maybe: { id: number; token?: string } = await loadMaybe();
  if (maybe.id > 1) delete maybe.token;
  const unset = await loadUnset();
  unset.token = undefined;
  const spread = await loadSpread();
  return (
    <main>
      <Show user={user} maybe={maybe} unset={unset} />
      <Show user={{ ...spread, token: '***' }} />
      <Show user={Object.assign({}, await loadAssigned(), { token: null })} />
      <Show user={{ token: null, ...(await loadBefore()) }} />
      <Show user={{ ...(await loadOther().catch(() => null)), id: 2 }} />
      <Show
        live={{
          get token() {
            return process.env.OVERRIDE_GETTER_SECRET_KEY;
          },
        }}
      />
    </main>
  );
}
