import { connection } from './pool';
import { Widget } from './widget';

export const pageTitle = `title ${Date.now()}`;

export default function Page() {
  return <Widget title={connection().slice(0, 1)} />;
}
