import { arrow } from 'lib/server-props/arrow';

export const getStaticProps = async () => ({ props: { length: arrow(process.env.NEXT_PUBLIC_STATIC_AUTH_TOKEN).length } });

export default function Page({ length }) {
  return <b onClick={() => console.log(length)}>arrow</b>;
}
