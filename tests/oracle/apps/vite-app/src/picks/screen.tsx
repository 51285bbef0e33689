import { useState } from 'react';

export const Picks = () => {
  const [text, setText] = useState('picks');
  const load = () => {
    void import('./pair').then(({ Left }) => setText(Left()));
    void import('./other').then((it) => setText(it.Up()));
  };
  return <b onClick={load}>{text}</b>;
};
