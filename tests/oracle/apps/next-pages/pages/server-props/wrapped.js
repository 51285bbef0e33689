import { withSession } from 'lib/server-props/session';
import { load } from 'lib/server-props/wrapped-load';

export const getServerSideProps = withSession(async () => ({ props: { length: load().length } }));

export default function Page({ length }) {
  return <b onClick={() => console.log(length)}>wrapped</b>;
}
