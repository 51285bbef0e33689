import { NextResponse } from 'next/server';
import { allowed } from 'lib/api-routes/allowed';

export function middleware() {
  return allowed(process.env.NEXT_PUBLIC_MIDDLEWARE_AUTH_TOKEN) ? NextResponse.next() : new Response(null, { status: 403 });
}

export const config = { matcher: '/guarded' };
