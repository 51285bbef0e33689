import { Provider } from './client';
import { Trigger } from './client';

export default function Page() {
  return (
    <>
      <Provider />
      <Trigger />
    </>
  );
}
