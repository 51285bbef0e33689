import { Show } from '../show';
import { Api, Own, Settings } from './values';

export const dynamic = 'force-dynamic';

export default function Page() {
  const options = { key: process.env.CLASSES_INHERITED_SECRET_KEY, other: process.env.CLASSES_OPTION_SECRET_KEY };
  return <Show header={new Api(options).show()} greeting={new Own().greeting()} single={Settings.get().a} />;
}
