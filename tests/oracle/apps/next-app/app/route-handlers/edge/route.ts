import { charge } from './edge-charge';

export const runtime = 'edge';
export const GET = () => Response.json(charge());
