import type { AppContext, AppProps } from 'next/app';

export default function App({ Component, pageProps }: AppProps) {
  return <Component {...pageProps} />;
}

App.getInitialProps = async ({ Component, ctx }: AppContext) => {
  const pageProps = (await Component.getInitialProps?.(ctx)) ?? {};
  // For the page: `getServerSideProps` is added later, and has its own.
  return { pageProps: { ...pageProps, shop: process.env.APP_PAGE_PROPS_SECRET_KEY ?? '' }, extra: process.env.APP_EXTRA_SECRET_KEY ?? '' };
};
