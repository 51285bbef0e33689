'use client';

import { Button } from '@acme/ui';
import { sendSms } from '@acme/sms';
import type { Receipt } from '@acme/sms/types';

export function Send() {
  return <Button onClick={async () => console.log((await sendSms('hello')) as Receipt)}>Send</Button>;
}
