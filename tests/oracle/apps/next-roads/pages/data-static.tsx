const load = () => ({ props: { key: process.env.STATIC_PROPS_SECRET_KEY ?? '' } });

export const getStaticProps = async () => load();

export default function Page() {
  return <h1>Static</h1>;
}
