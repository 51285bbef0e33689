import { Provider } from './client';

export default function Page() {
  return <i>nothing</i>;
}
