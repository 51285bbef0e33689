import { Search } from './_parts/search';

export default function NotFound() {
  return <Search />;
}
