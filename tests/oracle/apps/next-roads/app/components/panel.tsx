import { Show } from '@/lib';

export function Panel({ title, token, spare }: { title: string; token?: string; spare?: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <Show token={token} ready={!!spare} />
    </section>
  );
}
