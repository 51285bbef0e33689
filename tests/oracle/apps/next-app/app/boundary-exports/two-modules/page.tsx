import { Provider } from './client';
import { Panel } from './panel';

export default function Page() {
  return (
    <Panel>
      <Provider />
    </Panel>
  );
}
