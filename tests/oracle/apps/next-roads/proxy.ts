import { NextResponse, type NextRequest } from 'next/server';

export function proxy(request: NextRequest) {
  const url = request.nextUrl.clone();
  switch (url.pathname) {
    case '/proxied-query':
      return NextResponse.rewrite(new URL(`/proxied?key=${process.env.PROXY_REWRITE_SECRET_KEY}`, request.url));
    case '/proxied-path':
      url.pathname = `/proxied/${process.env.PROXY_PATH_SECRET_KEY}`;
      return NextResponse.rewrite(url);
    case '/proxied-away':
      return NextResponse.rewrite(`http://127.0.0.1:9/?key=${process.env.PROXY_AWAY_SECRET_KEY}`);
  }
  const headers = new Headers(request.headers);
  headers.set('x-inner', process.env.PROXY_INNER_SECRET_KEY ?? '');
  request.cookies.set('inner', process.env.PROXY_COOKIE_IN_SECRET_KEY ?? '');
  const next = NextResponse.next({ request: { headers } });
  next.headers.set('x-outer', process.env.PROXY_OUTER_SECRET_KEY ?? '');
  next.cookies.set('outer', process.env.PROXY_COOKIE_OUT_SECRET_KEY ?? '');
  return next;
}

export const config = { matcher: ['/proxied', '/proxied-query', '/proxied-path', '/proxied-away'] };
