import { slugs } from 'lib/server-props/slugs';

export async function getStaticPaths() {
  return { paths: slugs().map((slug) => ({ params: { slug } })), fallback: false };
}

export { getStaticProps } from 'lib/server-props/re-exported';

export default function Page() {
  return <b onClick={() => console.log('slug')}>slug</b>;
}
