'use client';

import { theme } from './theme';

export default function Layout({ children }) {
  return <div className={theme()}>{children}</div>;
}
