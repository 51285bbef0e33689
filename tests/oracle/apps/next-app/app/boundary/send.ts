import { label } from './both-sides';

export async function send(text: string) {
  return fetch(`/api/send?label=${label}`, {
    method: 'POST',
    headers: { authorization: process.env.NEXT_PUBLIC_REACHED_AUTH_TOKEN },
    body: text,
  });
}
