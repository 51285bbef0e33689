'use client';

import { useEffect, useState } from 'react';

type RuntimeConfig = { supportEmail: string };

/** The address differs between deployments, so it is read from `/config.json` at run time. */
export function SupportLink() {
  const [email, setEmail] = useState('help@lantern.example');

  useEffect(() => {
    fetch('/config.json')
      .then((response) => response.json())
      .then((config: RuntimeConfig) => setEmail(config.supportEmail))
      .catch(() => {});
  }, []);

  return <a href={`mailto:${email}`}>Write to us</a>;
}
