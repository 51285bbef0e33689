import { Panel } from './panel';

export default function Page() {
  return <Panel />;
}
