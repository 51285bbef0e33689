import Image from 'next/image';
import Link from 'next/link';
import Script from 'next/script';
import { written } from '@/lib/parts';

export const dynamic = 'force-dynamic';

export async function generateMetadata() {
  const found: Record<string, unknown> = { title: 'Scripts' };
  found.other = { 'x-key': process.env.SCRIPT_META_OTHER_SECRET_KEY };
  return { ...found, verification: { google: process.env.SCRIPT_META_VERIFY_SECRET_KEY } };
}

export default function Page() {
  const product = { '@type': 'Product', sku: process.env.SCRIPT_LD_SECRET_KEY };
  const state = { user: { id: 1, token: process.env.SCRIPT_STATE_SECRET_KEY } };
  const kept = { user: { id: 1, token: process.env.SCRIPT_KEPT_SECRET_KEY } };
  return (
    <main>
      <meta name="key" content={process.env.SCRIPT_META_SECRET_KEY} />
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: JSON.stringify(product) }} />
      <script dangerouslySetInnerHTML={{ __html: written(state) }} />
      <script dangerouslySetInnerHTML={{ __html: JSON.stringify({ id: kept.user.id }) }} />
      <Script id="boot" dangerouslySetInnerHTML={{ __html: `window.key=${JSON.stringify(process.env.SCRIPT_NEXT_SECRET_KEY)}` }} />
      <Script id="child">{`window.other="${process.env.SCRIPT_CHILD_SECRET_KEY}"`}</Script>
      <Script src={`https://example.com/s.js?key=${process.env.SCRIPT_SRC_SECRET_KEY}`} />
      <Image alt="" unoptimized src={`https://example.com/s.png?key=${process.env.SCRIPT_IMAGE_SECRET_KEY}`} width={1} height={1} />
      <Link href={{ pathname: '/markup', query: { key: process.env.SCRIPT_LINK_SECRET_KEY } }}>there</Link>
      <style>{`a{content:"${process.env.SCRIPT_STYLE_SECRET_KEY}"}`}</style>
      <div data-settings={JSON.stringify({ mail: { key: process.env.SCRIPT_DATA_SECRET_KEY } })} />
    </main>
  );
}
