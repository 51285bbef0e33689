import { title } from './panel';

export default function Page() {
  return <i>{title}</i>;
}
