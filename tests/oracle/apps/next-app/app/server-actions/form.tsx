'use client';

import { sendCode } from './actions';
import * as more from './more-actions';
import { viaBarrel } from './barrel';

export function Form() {
  return (
    <b
      onClick={async () => {
        await sendCode('1');
        await more.resend();
        await viaBarrel();
      }}
    >
      send
    </b>
  );
}
