import { unstable_cache } from 'next/cache';
import { Show } from '@/lib';

const load = unstable_cache(async () => ({ name: 'Shop', token: process.env.KEPT_RESULT_SECRET_KEY }), ['shop', process.env.KEPT_KEY_SECRET_KEY ?? ''], {
  tags: [`shop-${process.env.KEPT_TAG_SECRET_KEY}`],
  revalidate: 60,
});
const pick = unstable_cache(async () => ({ name: 'Shop', token: process.env.KEPT_UNUSED_SECRET_KEY }), ['pick']);

export default async function Page() {
  const { name } = await pick();
  const known = await fetch('http://127.0.0.1:9/', { next: { tags: [`up-${process.env.KEPT_FETCH_TAG_SECRET_KEY}`] } }).catch(() => null);
  return <Show shop={await load()} name={name} up={known !== null} />;
}
