import { Live } from './live';
import { Mobile } from './mobile';

export default function Page() {
  return (
    <>
      <Live />
      <Mobile />
    </>
  );
}
