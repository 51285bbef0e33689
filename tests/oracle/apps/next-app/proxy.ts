import { NextResponse } from 'next/server';
import { allowed } from './server-entries/allowed';

export function proxy() {
  return allowed(process.env.NEXT_PUBLIC_PROXY_AUTH_TOKEN) ? NextResponse.next() : new Response(null, { status: 403 });
}

export const config = { matcher: '/guarded/:path*' };
