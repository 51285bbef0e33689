import { edge } from 'lib/api-routes/edge';

export const config = { runtime: 'edge' };

export default function handler() {
  return new Response(edge(process.env.NEXT_PUBLIC_EDGE_AUTH_TOKEN));
}
