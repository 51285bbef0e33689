import { Show } from '@/lib';

export const dynamic = 'force-dynamic';

export default function Page() {
  const nested = { auth: { key: process.env.PROP_NESTED_SECRET_KEY } };
  const used = process.env.PROP_UNUSED_SECRET_KEY;
  return (
    <main>
      <Show token={process.env.PROP_PLAIN_SECRET_KEY} />
      <Show settings={nested} />
      <Show {...{ key2: process.env.PROP_SPREAD_SECRET_KEY }} />
      <Show text={`Bearer ${process.env.PROP_TEMPLATE_SECRET_KEY}`} />
      <Show coded={Buffer.from(process.env.PROP_BASE64_SECRET_KEY ?? '').toString('base64')} />
      <Show list={['a', process.env.PROP_LIST_SECRET_KEY]} />
      <Show map={new Map([['key', process.env.PROP_MAP_SECRET_KEY]])} />
      <Show later={Promise.resolve(process.env.PROP_PROMISE_SECRET_KEY)} />
      <Show either={process.env.NO_SUCH_NAME ?? process.env.PROP_EITHER_SECRET_KEY} />
      <Show key={process.env.PROP_KEY_SECRET_KEY} />
      <Show on={Boolean(process.env.PROP_BOOLEAN_SECRET_KEY)} />
      <Show length={process.env.PROP_LENGTH_SECRET_KEY?.length} />
      <Show same={process.env.PROP_COMPARED_SECRET_KEY === 'x'} />
      <Show mode={process.env.PROP_TERNARY_SECRET_KEY ? 'on' : 'off'} />
      <Show end={process.env.PROP_END_SECRET_KEY?.slice(-4)} />
      <Show kind={typeof used} />
    </main>
  );
}
