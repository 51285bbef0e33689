import { Used } from './parts';

export default function Page() {
  return <Used />;
}
