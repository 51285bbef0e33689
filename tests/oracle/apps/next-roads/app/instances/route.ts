export const dynamic = 'force-dynamic';

class Entity {
  constructor(private readonly secret?: string) {}
  size() {
    return this.secret?.length;
  }
}

class Account extends Entity {
  static shared = process.env.INSTANCE_STATIC_SECRET_KEY;
  id = 1;
  token = process.env.INSTANCE_FIELD_SECRET_KEY;
  #own = process.env.INSTANCE_PRIVATE_SECRET_KEY;
  sign() {
    return this.#own?.length;
  }
}

class User {
  id = 1;
  token = process.env.INSTANCE_HIDDEN_SECRET_KEY;
  toJSON() {
    return { id: this.id, shown: process.env.INSTANCE_SHOWN_SECRET_KEY };
  }
}

async function* lines() {
  yield 'one';
  yield process.env.INSTANCE_YIELDED_SECRET_KEY;
}

export function GET() {
  return Response.json({ account: new Account(process.env.INSTANCE_BASE_SECRET_KEY), user: new User() });
}

export function POST() {
  const encoder = new TextEncoder();
  const stream = new ReadableStream({
    async start(controller) {
      for await (const line of lines()) controller.enqueue(encoder.encode(line));
      controller.close();
    },
  });
  return new Response(stream);
}

export function PUT() {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  writer.write(new TextEncoder().encode(process.env.INSTANCE_WRITTEN_SECRET_KEY)).then(() => writer.close());
  return new Response(readable);
}
