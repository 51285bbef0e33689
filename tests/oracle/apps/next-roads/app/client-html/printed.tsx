'use client';
import { useEffect, useState } from 'react';

export function Printed() {
  const [start] = useState(process.env.STATE_SECRET_KEY);
  const [late, setLate] = useState('');
  useEffect(() => setLate(process.env.EFFECT_SECRET_KEY ?? 'none'), []);
  const click = () => console.log(process.env.HANDLER_SECRET_KEY);
  return (
    <pre title={process.env.ATTRIBUTE_SECRET_KEY} onClick={click}>
      {process.env.PRINTED_SECRET_KEY} {start} {late}
    </pre>
  );
}
