import { Show } from '@/lib';

export const dynamic = 'force-dynamic';

class Told extends Error {
  digest: string;
  constructor(key?: string) {
    super(`failed ${process.env.DIGEST_TEXT_SECRET_KEY}`);
    this.digest = `told-${key}`;
  }
}

async function Broken() {
  throw new Told(process.env.DIGEST_TOLD_SECRET_KEY);
}

export default function Page() {
  return (
    <main>
      <Show error={new Error(`failed ${process.env.DIGEST_PROP_SECRET_KEY}`)} />
      <Broken />
    </main>
  );
}
