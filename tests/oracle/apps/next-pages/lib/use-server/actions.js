'use server';

import { write } from './write';

export async function save(text) {
  return write(text, process.env.NEXT_PUBLIC_ACTION_AUTH_TOKEN);
}
