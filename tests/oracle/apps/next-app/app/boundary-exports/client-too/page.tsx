import { Provider } from './client';
import { Button } from './button';

export default function Page() {
  return (
    <>
      <Provider />
      <Button />
    </>
  );
}
