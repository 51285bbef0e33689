'use client';

import { call } from './call';

// {{openai in-a-comment}}
export default function Page() {
  const disabled = false;
  return (
    <b onClick={() => call()}>
      {disabled && '{{openai after-false}}'}
      literals
    </b>
  );
}
