import { ApiError, HintError, QuietError } from '@/lib/errors';

export const dynamic = 'force-dynamic';

async function risky(): Promise<Response> {
  throw new Error(`failed ${process.env.FAIL_CALLBACK_SECRET_KEY}`);
}

const rejected = () => Promise.reject(new Error(`failed ${process.env.FAIL_REJECTED_SECRET_KEY}`));

export async function GET() {
  try {
    throw new ApiError(process.env.FAIL_OWN_SECRET_KEY, 500);
  } catch (error) {
    return Response.json({ error: (error as Error).message });
  }
}

export async function POST() {
  return risky().catch((error: Error) => Response.json({ error: error.message }, { status: 500 }));
}

export async function PUT() {
  try {
    return Response.json(await rejected());
  } catch (error) {
    return new Response(`${error}`, { status: 500 });
  }
}

export async function PATCH() {
  try {
    throw new HintError(`failed ${process.env.FAIL_AS_JSON_SECRET_KEY}`, process.env.FAIL_HINT_SECRET_KEY);
  } catch (error) {
    // As JSON an error has its fields, and not what it says.
    return Response.json({ error });
  }
}

export async function DELETE() {
  try {
    if (Date.now() > 0) throw new Error('failed', { cause: { key: process.env.FAIL_CAUSE_SECRET_KEY } });
    throw new QuietError(process.env.FAIL_QUIET_SECRET_KEY);
  } catch (error) {
    const { message, cause } = error as Error;
    console.error(`failed for ${process.env.FAIL_LOGGED_SECRET_KEY}`);
    return Response.json({ message, cause });
  }
}
