import { fetchUser } from 'lib/initial-props/fetch-user';

export default function Page({ user }) {
  return <b onClick={() => console.log(user)}>initial</b>;
}

Page.getInitialProps = async () => ({ user: globalThis.never ? await fetchUser() : null });
