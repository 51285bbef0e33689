import { CLIENT } from './client-of-route';

export const GET = () => new Response(typeof CLIENT);
