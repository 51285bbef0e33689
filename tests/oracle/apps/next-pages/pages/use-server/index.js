import { save } from 'lib/use-server/actions';

export default function Page() {
  return <b onClick={() => save('x')}>in this router the directive means nothing</b>;
}
