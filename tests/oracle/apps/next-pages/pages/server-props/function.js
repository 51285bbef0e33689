import { query } from 'lib/server-props/query';
import * as store from 'lib/server-props/store';
import connect from 'lib/server-props/connect';
import 'lib/server-props/bare';
import { both, onlyOnServer } from 'lib/server-props/both';

const local = '{{openai props-local}}';

function helper() {
  return query(local, process.env.NEXT_PUBLIC_PROPS_AUTH_TOKEN);
}

export async function getServerSideProps() {
  const late = await import('lib/server-props/late');
  return { props: { length: [helper(), store.read(), connect(), both(), onlyOnServer(), late.late()].join('').length } };
}

export default function Page({ length }) {
  return <b onClick={() => console.log(length, both())}>function</b>;
}
