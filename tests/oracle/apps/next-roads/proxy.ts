import { NextResponse, type NextRequest } from 'next/server';

export function proxy(request: NextRequest) {
  const headers = new Headers(request.headers);
  headers.set('x-inner', process.env.PROXY_INNER_SECRET_KEY ?? '');
  const next = NextResponse.next({ request: { headers } });
  next.headers.set('x-outer', process.env.PROXY_OUTER_SECRET_KEY ?? '');
  return next;
}

export const config = { matcher: '/proxied' };
