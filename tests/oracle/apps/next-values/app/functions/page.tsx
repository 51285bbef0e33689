import { Show } from '../show';
import { all, first, member, open, second, url } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  const keys = { a: process.env.FUNCTIONS_THIS_SECRET_KEY, b: process.env.FUNCTIONS_BESIDE_SECRET_KEY };
  return (
    <main>
      <Show yielded={[...all()]} first={first()} />
      <Show bound={second.bind(null, process.env.FUNCTIONS_SKIPPED_SECRET_KEY)(process.env.FUNCTIONS_BOUND_SECRET_KEY)} />
      <Show applied={second.apply(null, [process.env.FUNCTIONS_PASSED_SECRET_KEY, process.env.FUNCTIONS_APPLIED_SECRET_KEY])} />
      <Show called={member.call(keys)} />
      <Show url={url('/x')} open={open('/x', 'public')} />
    </main>
  );
}
