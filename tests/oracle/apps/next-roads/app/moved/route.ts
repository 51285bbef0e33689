import { NextResponse } from 'next/server';

export const dynamic = 'force-dynamic';

export async function GET() {
  const url = new URL('https://example.com/callback');
  url.searchParams.set('client_secret', process.env.MOVED_SEARCH_SECRET_KEY ?? '');
  return NextResponse.redirect(url);
}

export async function POST() {
  const query = new URLSearchParams({ page: '1' });
  query.append('key', process.env.MOVED_QUERY_SECRET_KEY ?? '');
  return Response.redirect(`https://example.com/?${query}`);
}

export async function PUT() {
  const headers = new Headers({ 'x-fixed': 'yes' });
  headers.set('x-key', process.env.MOVED_HEADERS_SECRET_KEY ?? '');
  return new NextResponse(null, { status: 204, headers });
}

export async function PATCH() {
  const asked = new URL('http://127.0.0.1:9/token');
  asked.searchParams.set('client_secret', process.env.MOVED_INWARDS_SECRET_KEY ?? '');
  const answer = await fetch(asked).catch(() => null);
  return new Response('ok', { headers: { 'set-cookie': `session=${process.env.MOVED_COOKIE_SECRET_KEY}; HttpOnly`, 'x-up': String(answer !== null) } });
}
