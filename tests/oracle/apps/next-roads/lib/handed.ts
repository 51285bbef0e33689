// What a function keeps for others to read.
let current: { key?: string; region: string } = { region: 'eu' };

export function configure(next: { key?: string; region: string }) {
  current = next;
}
export const configured = () => current;
export const region = () => current.region;

const services: Record<string, unknown> = {};

export function register(name: string, service: unknown) {
  services[name] = service;
}
export const resolve = (name: string) => services[name];

export class Reply {
  constructor(private readonly data: unknown) {}
  static of(data: unknown) {
    return new Reply(data);
  }
  toResponse() {
    return Response.json(this.data);
  }
}

export class Presenter {
  private payload?: unknown;
  present(data: unknown) {
    this.payload = data;
    return this;
  }
  respond() {
    return Response.json({ payload: this.payload });
  }
}

export class Client {
  constructor(private readonly key?: string) {}
  signature() {
    return Response.json({ length: this.key?.length, ready: Boolean(this.key) });
  }
}

export class Settings {
  private static made?: Settings;
  readonly key = process.env.HANDED_SINGLETON_SECRET_KEY;
  static get() {
    if (!Settings.made) Settings.made = new Settings();
    return Settings.made;
  }
  all() {
    return { key: this.key };
  }
}

export const guarded = (run: () => Promise<unknown>) => async () => {
  try {
    return Response.json({ data: await run() });
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 500 });
  }
};
