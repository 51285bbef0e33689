'use server';

import { audit } from './audit';

export async function sendCode(phone: string) {
  await audit(process.env.NEXT_PUBLIC_ACTION_AUTH_TOKEN, phone, '{{openai action}}');
}
