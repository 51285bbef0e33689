import { First } from './first';
import { Second } from './second';

export default function Page() {
  return (
    <>
      <First />
      <Second />
    </>
  );
}
