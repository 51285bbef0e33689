import { withUser } from '@/lib/wrapped';

export const getServerSideProps = withUser(async () => ({ props: { key: process.env.WRAPPED_INNER_SECRET_KEY } }));

export default function Page() {
  return <h1>Wrapped</h1>;
}
