import { send } from 'lib/page-roots/send';
import Widget from 'lib/page-roots/widget';

export default function Page() {
  return (
    <b onClick={() => send('{{openai page-literal}}')}>
      <Widget />
    </b>
  );
}

export const unusedExport = () => '{{openai page-other-export}}';
