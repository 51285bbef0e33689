export { loadShared as getServerSideProps } from '@/lib/wrapped';

export default function Page() {
  return <h1>Shared</h1>;
}
