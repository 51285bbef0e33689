import { cacheLife, cacheTag } from 'next/cache';
import { Show } from '@/lib/show';

async function load(id: number) {
  'use cache';
  cacheTag(`shop-${process.env.CACHED_TAG_SECRET_KEY}`);
  cacheLife('hours');
  return { id, token: process.env.CACHED_RESULT_SECRET_KEY };
}

async function measure(id: number, key: string) {
  'use cache';
  return { id, size: key.length };
}

async function pick() {
  'use cache';
  return { id: 1, token: process.env.CACHED_UNUSED_SECRET_KEY };
}

async function Printed() {
  'use cache';
  return <p>{process.env.CACHED_PRINTED_SECRET_KEY}</p>;
}

async function Taken({ token }: { token?: string }) {
  'use cache';
  return <Show ready={Boolean(token)} />;
}

export default async function Page() {
  const { id } = await pick();
  return (
    <main>
      <Show shop={await load(1)} measured={await measure(2, process.env.CACHED_ARGUMENT_SECRET_KEY ?? '')} id={id} />
      <Printed />
      <Taken token={process.env.CACHED_PROP_SECRET_KEY} />
    </main>
  );
}
