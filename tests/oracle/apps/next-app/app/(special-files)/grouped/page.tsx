import { Grouped } from './grouped';

export default function Page() {
  return <Grouped />;
}
