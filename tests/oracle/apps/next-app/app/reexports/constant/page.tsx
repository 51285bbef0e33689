import { SIZE } from './client-constant';

export default function Page() {
  return <b>{typeof SIZE}</b>;
}
