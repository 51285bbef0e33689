import { fetched } from '@/lib/fetched';

export async function getServerSideProps() {
  return { props: { title: 'Data', shop: { key: process.env.SERVER_PROPS_SECRET_KEY }, found: await fetched() } };
}

export default function Page({ title }: { title: string }) {
  return <h1>{title}</h1>;
}
