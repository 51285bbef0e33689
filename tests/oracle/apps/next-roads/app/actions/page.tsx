import { answer, keep, save } from './actions';
import { Caller } from './caller';

export const dynamic = 'force-dynamic';

export default function Page() {
  const closed = process.env.CLOSURE_SECRET_KEY ?? '';
  async function inline() {
    'use server';
    await keep(closed.length);
  }
  return (
    <main>
      <form action={save.bind(null, process.env.BOUND_SECRET_KEY ?? '')}>
        <button>Save</button>
      </form>
      <form action={inline}>
        <button>Keep</button>
      </form>
      <Caller ask={answer} />
    </main>
  );
}
