import { secretOfOther } from 'lib/page-imports/secret';

export const shared = () => `shared ${Date.now()}`;

export async function getServerSideProps() {
  return { props: { length: secretOfOther().length } };
}

export default function Other() {
  return <i onClick={() => console.log('other')}>other</i>;
}
