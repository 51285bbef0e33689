import { handled, HttpError, quiet } from '@/lib/handled';

export const dynamic = 'force-dynamic';

const SETTINGS = { region: 'eu', token: process.env.HANDLED_FILTERED_SECRET_KEY, other: 'x' };
const HIDDEN = ['token'];
const clients = new Map<string, { id: number; key?: string }>([['one', { id: 1, key: process.env.HANDLED_MAP_SECRET_KEY }]]);
const kept = new Map<string, { id: number; key?: string }>([['one', { id: 1, key: process.env.HANDLED_MAP_KEPT_SECRET_KEY }]]);

class Config {
  private static made?: Config;
  readonly key = process.env.HANDLED_SINGLE_SECRET_KEY;
  static get() {
    return (Config.made ??= new Config());
  }
  all() {
    return { ...this };
  }
}

class Service {
  constructor(private readonly options: { key?: string; region: string }) {}
  get region() {
    return this.options.region;
  }
  info() {
    return { region: this.region, ready: Boolean(this.options.key) };
  }
}
const service = new Service({ key: process.env.HANDLED_SERVICE_SECRET_KEY, region: 'eu' });

export const GET = handled(async () => {
  throw new HttpError(403, `bad key ${process.env.HANDLED_THROWN_SECRET_KEY}`);
});

export const POST = quiet(async () => {
  throw new HttpError(403, `bad key ${process.env.HANDLED_QUIET_SECRET_KEY}`);
});

export const PUT = handled(async () => {
  const shown = Object.fromEntries(Object.entries(SETTINGS).filter(([key]) => !HIDDEN.includes(key)));
  const open = Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('NEXT_PUBLIC_')));
  return Response.json({ shown, open, client: clients.get('one'), id: kept.get('one')?.id, size: kept.size });
});

export const PATCH = handled(async () => Response.json({ all: Config.get().all(), info: service.info() }));

export const DELETE = handled(async () => {
  let text = 'key: ';
  text += process.env.HANDLED_ADDED_SECRET_KEY;
  const lines: string[] = [];
  for (const [name, value] of Object.entries({ key: process.env.HANDLED_LINE_SECRET_KEY })) lines.push(`${name}=${value}`);
  return new Response([text, ...lines].join('; '));
});
