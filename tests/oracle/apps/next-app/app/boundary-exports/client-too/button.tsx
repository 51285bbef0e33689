'use client';

import { Trigger } from './client';

export const Button = () => (
  <p onClick={() => console.log('button')}>
    <Trigger />
  </p>
);
