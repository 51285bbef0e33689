import { asked } from './asked';
import { counted } from './counted';
import { kept } from './kept';
import { Only } from './types';
import { sorted } from './sorted';
import { Table } from './shapes';

export const Unread = () => {
  const refresh = () => asked();
  const order = sorted;
  function count() {
    return counted();
  }
  const shown = () => kept();
  return <b onClick={() => console.log(shown(), Table.name)}>unread{null as Only.Row | null}</b>;
};
