import { greeting } from './greeting';

export default function Page() {
  return <p>{greeting()}</p>;
}
