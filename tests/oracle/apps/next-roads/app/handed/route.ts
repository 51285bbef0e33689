import { Client, Presenter, Reply, Settings, configure, configured, guarded, region, register, resolve } from '@/lib/handed';

export const dynamic = 'force-dynamic';

configure({ key: process.env.HANDED_CONFIGURED_SECRET_KEY, region: 'eu' });
register('mail', { key: process.env.HANDED_REGISTERED_SECRET_KEY });

const client = new Client(process.env.HANDED_MEASURED_SECRET_KEY);
const endpoint = `https://mail.example?key=${process.env.HANDED_THROWN_SECRET_KEY}`;

class Controller {
  constructor(private readonly key?: string) {}
  show() {
    return Response.json({ key: this.key });
  }
}
const controller = new Controller(process.env.HANDED_CONTROLLER_SECRET_KEY);

export const GET = controller.show.bind(controller);

export function POST() {
  return Reply.of({ key: process.env.HANDED_REPLIED_SECRET_KEY }).toResponse();
}

export function PUT() {
  return new Presenter().present({ key: process.env.HANDED_PRESENTED_SECRET_KEY }).respond();
}

export function PATCH() {
  return Response.json({ mail: resolve('mail'), region: region(), settings: Settings.get().all() });
}

export const DELETE = guarded(async () => {
  throw new Error(`could not reach ${endpoint}`);
});

export async function OPTIONS() {
  const address = new URL(process.env.HANDED_ADDRESS_DATABASE_URL!);
  address.password = '';
  const shown: Record<string, unknown> = { address: address.toString() };
  (shown as { cast?: string }).cast = process.env.HANDED_CAST_SECRET_KEY;
  await client.signature();
  return Response.json({ ...shown, current: configured() });
}
