import { Screen, loadScreen } from 'lib/server-props/screen';

export const getServerSideProps = async () => ({ props: { length: (await loadScreen()).length } });

export default function Page() {
  return <Screen />;
}
