'use client';

import whole from './whole.json';
import { mail, sms as text } from './named.json';
import deep from './deep.json';
import * as all from './namespace.json';

export function Screen({ title }: { title: string }) {
  const send = () => console.log(JSON.stringify(whole), mail.key, text.from, deep.mail.key, deep['sms'].from, all.mail.key);
  return <button onClick={send}>{title}</button>;
}
