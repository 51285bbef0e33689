import { Provider } from './client';

export default function Page() {
  return <Provider />;
}
