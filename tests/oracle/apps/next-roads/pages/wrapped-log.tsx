import { logged } from '@/lib/wrapped';

export const getServerSideProps = logged(async function load() {
  const key = process.env.WRAPPED_BODY_SECRET_KEY;
  return { props: { ready: Boolean(process.env.WRAPPED_READY_SECRET_KEY), key } };
});

export default function Page() {
  return <h1>Logged</h1>;
}
