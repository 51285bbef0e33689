import { Logo } from 'lib/page-roots/logo';

export default function NotFound() {
  return <Logo />;
}
