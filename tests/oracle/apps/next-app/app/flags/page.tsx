import { Screen } from './screen';

export default function Page() {
  return <Screen />;
}
