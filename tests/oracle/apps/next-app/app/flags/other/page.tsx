import { Other } from './screen';

export default function Page() {
  return <Other />;
}
