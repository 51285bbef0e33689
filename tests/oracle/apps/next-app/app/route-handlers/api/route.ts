import { charge } from './charge';

export async function POST() {
  return Response.json(await charge(process.env.NEXT_PUBLIC_ROUTE_HANDLER_AUTH_TOKEN));
}
