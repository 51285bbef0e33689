import { Provider } from './barrel';

export default function Page() {
  return <Provider />;
}
