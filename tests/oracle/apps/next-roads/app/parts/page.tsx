import { createHmac } from 'node:crypto';
import { Show } from '@/lib';
import { fingerprint, masked } from '@/lib/parts';

export const dynamic = 'force-dynamic';

export default function Page() {
  const host = new URL(`postgres://app:${process.env.PART_HOST_SECRET_KEY}@db.example.com/shop`).hostname;
  const whole = new URL(`postgres://app:${process.env.PART_URL_SECRET_KEY}@db.example.com/shop`);
  const signature = createHmac('sha256', process.env.PART_HMAC_SECRET_KEY ?? '').update('order').digest('hex');
  return (
    <main>
      <p>{host}</p>
      <p>{whole.toString()}</p>
      <p>{(process.env.PART_KIND_SECRET_KEY ?? '').split('-')[0]}</p>
      <p>{(process.env.PART_STARS_SECRET_KEY ?? '').replace(/.(?=.{4})/g, '*')}</p>
      <p>{'*'.repeat((process.env.PART_COUNT_SECRET_KEY ?? '').length)}</p>
      <p>{masked(process.env.PART_MASKED_SECRET_KEY)}</p>
      <p>{fingerprint(process.env.PART_FINGERPRINT_SECRET_KEY)}</p>
      <p>{JSON.stringify({ id: 1, token: process.env.PART_REPLACED_SECRET_KEY }, ['id'])}</p>
      <p>{JSON.stringify({ id: 1, token: process.env.PART_INDENTED_SECRET_KEY }, null, 2)}</p>
      <p>{['one', process.env.PART_JOINED_SECRET_KEY].flat().join(', ')}</p>
      <Show signature={signature} live={process.env.PART_STARTS_SECRET_KEY?.startsWith('sk-live')} />
      <Show names={Object.entries({ token: process.env.PART_NAMES_SECRET_KEY }).map(([name]) => name)} />
      <Show values={Object.entries({ token: process.env.PART_VALUES_SECRET_KEY }).map(([, value]) => value)} />
    </main>
  );
}
