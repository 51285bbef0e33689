'use client';
import { createContext, useContext, useEffect, useMemo, useReducer, useState } from 'react';
import { Theme } from './theme';

const Settings = createContext(process.env.FIRST_DEFAULT_SECRET_KEY);
const Unread = createContext(process.env.FIRST_UNREAD_SECRET_KEY);

const labelled = (value?: string) => `Key: ${value}`;
const measured = (value?: string) => `Length: ${(value ?? '').length}`;

function Label({ text, spare }: { text?: string; spare?: string }) {
  return <b title={text}>{spare ? 'on' : 'off'}</b>;
}

function Row(props: { value?: string }) {
  return <i>{props.value}</i>;
}

function Fallback({ token = process.env.FIRST_PARAMETER_SECRET_KEY }: { token?: string }) {
  return <u>{token}</u>;
}

function Reader() {
  const given = useContext(Settings);
  const unread = useContext(Unread);
  const { colour } = useContext(Theme);
  return (
    <em>
      {given} {unread ? 1 : 2} {colour}
    </em>
  );
}

export function Shown() {
  const [state] = useState(() => ({ key: process.env.FIRST_STATE_SECRET_KEY }));
  const [reduced] = useReducer((now: { key?: string }) => now, { key: process.env.FIRST_REDUCER_SECRET_KEY });
  const [late, setLate] = useState<string>();
  useEffect(() => setLate(process.env.FIRST_EFFECT_SECRET_KEY), []);
  const told = useMemo(() => labelled(process.env.FIRST_MEMO_SECRET_KEY), []);
  const settings = { address: `https://example.com/?key=${process.env.FIRST_MEMBER_SECRET_KEY}`, other: process.env.FIRST_OTHER_SECRET_KEY };
  const list = ['one', process.env.FIRST_LIST_SECRET_KEY];
  const send = () => fetch('/x', { headers: { key: process.env.FIRST_HANDLER_SECRET_KEY ?? '' } });
  return (
    <main>
      <Label text={process.env.FIRST_CHILD_SECRET_KEY} spare={process.env.FIRST_SPARE_SECRET_KEY} />
      <Row value={process.env.FIRST_ROW_SECRET_KEY} />
      <Fallback />
      <p onClick={send}>
        {state.key} {reduced.key} {told} {labelled(process.env.FIRST_HELPER_SECRET_KEY)} {measured(process.env.FIRST_LENGTH_SECRET_KEY)} {late}
      </p>
      <a href={settings.address}>there</a>
      <ul>
        {list.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <Settings.Provider value={process.env.FIRST_PROVIDED_SECRET_KEY}>
        <Reader />
      </Settings.Provider>
      {process.env.FIRST_GUARD_SECRET_KEY && <i>on</i>}
    </main>
  );
}

export function Alone() {
  return <em>{useContext(Settings)}</em>;
}
