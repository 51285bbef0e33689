import { Trigger } from '../client';

export default function Page() {
  return <Trigger />;
}
