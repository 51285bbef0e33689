import { Show } from '../show';
import { end, masked, other, part, size, spaced, words } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  return <Show masked={masked} spaced={spaced} end={end} size={size} words={words} part={part} other={other} />;
}
