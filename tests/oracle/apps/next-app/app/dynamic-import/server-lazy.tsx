import { deeper } from './server-deeper';

export default function ServerLazy() {
  return <b>{deeper()}</b>;
}
