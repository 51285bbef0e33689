import { track } from 'lib/page-roots/track';

export default function App({ Component, pageProps }) {
  track(process.env.NEXT_PUBLIC_APP_AUTH_TOKEN);
  return <Component {...pageProps} />;
}
