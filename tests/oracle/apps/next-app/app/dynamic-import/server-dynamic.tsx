import { Behind } from './client-behind-dynamic';

export default function ServerDynamic() {
  return <Behind />;
}
