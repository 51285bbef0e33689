import { cookies } from 'next/headers';
import { NextResponse } from 'next/server';

export const dynamic = 'force-dynamic';

async function send() {
  throw new Error(`refused ${process.env.THROWN_SECRET_KEY}`);
}

export async function GET() {
  (await cookies()).set('session', process.env.COOKIE_SECRET_KEY ?? '', { httpOnly: true });
  console.log((process.env.LOGGED_SECRET_KEY ?? '').length);
  const answer = NextResponse.json({ key: process.env.BODY_SECRET_KEY, set: Boolean(process.env.BODY_SET_SECRET_KEY) });
  answer.headers.set('x-key', process.env.RESPONSE_HEADER_SECRET_KEY ?? '');
  return answer;
}

export async function POST() {
  try {
    await send();
  } catch (error) {
    return Response.json({ error: (error as Error).message }, { status: 500 });
  }
  return new Response('ok');
}

export async function PUT(request: Request) {
  if (request.headers.get('authorization') !== `Bearer ${process.env.COMPARED_SECRET_KEY}`) {
    return NextResponse.redirect(`https://example.com/login?client_secret=${process.env.REDIRECT_SECRET_KEY}`);
  }
  return new Response('ok');
}

export async function PATCH() {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(process.env.STREAM_SECRET_KEY));
      controller.close();
    },
  });
  return new Response(stream, { headers: { 'x-trace': process.env.INIT_HEADER_SECRET_KEY ?? '' } });
}

export async function DELETE() {
  const body: Record<string, unknown> = { ok: true };
  body.key = process.env.PUT_LATER_SECRET_KEY;
  return Response.json(body);
}
