import { Screen } from './screen';
import server from './server.json';

export default function Page() {
  return <Screen title={server.title} />;
}
