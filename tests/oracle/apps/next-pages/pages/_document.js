import { Head, Html, Main, NextScript } from 'next/document';
import { theme } from 'lib/page-roots/theme';

export default function Document() {
  return (
    <Html lang="en" className={theme(process.env.NEXT_PUBLIC_DOCUMENT_AUTH_TOKEN)}>
      <Head />
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  );
}
