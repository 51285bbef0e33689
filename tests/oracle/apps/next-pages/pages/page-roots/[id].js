import { byId } from 'lib/page-roots/by-id';

export default function ById() {
  return <b onClick={() => byId()}>by id</b>;
}
