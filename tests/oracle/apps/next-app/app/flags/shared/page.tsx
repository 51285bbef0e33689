import { Shared } from './screen';

export default function Page() {
  return <Shared />;
}
