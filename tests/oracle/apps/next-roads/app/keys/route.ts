import { each, gather, get, later, pick } from '@/lib/members';

export const dynamic = 'force-dynamic';

const settings = {
  got: process.env.KEYS_GOT_SECRET_KEY,
  picked: process.env.KEYS_PICKED_SECRET_KEY,
  gathered: process.env.KEYS_GATHERED_SECRET_KEY,
  each: process.env.KEYS_EACH_SECRET_KEY,
  left: process.env.KEYS_LEFT_SECRET_KEY,
};
const EACH = ['each'] as const;

export function GET() {
  return Response.json({
    got: get(settings, 'got'),
    picked: pick(settings, ['picked']),
    gathered: gather(settings, 'gathered'),
    each: each(settings, EACH),
  });
}

export function POST() {
  const first = process.env.KEYS_FIRST_SECRET_KEY;
  return Response.json(later(first, process.env.KEYS_LATER_SECRET_KEY));
}

export function PUT(request: Request) {
  const chosen = { a: process.env.KEYS_CHOSEN_SECRET_KEY, b: 'b' };
  return Response.json({ value: get(chosen, new URL(request.url).searchParams.get('of') ?? 'b') });
}

export function PATCH() {
  const { used, ...shown } = { used: process.env.KEYS_USED_SECRET_KEY, shown: process.env.KEYS_SHOWN_SECRET_KEY };
  const [head, ...tail] = [process.env.KEYS_HEAD_SECRET_KEY, process.env.KEYS_TAIL_SECRET_KEY];
  return Response.json({ ready: Boolean(used && head), shown: get(shown, 'shown'), tail: tail[0] });
}
