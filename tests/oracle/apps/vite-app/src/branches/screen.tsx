import { inDevelopment } from './in-development';
import { inProduction } from './in-production';
import { onServer } from './on-server';
import { withoutWindow } from './without-window';

export const Branches = () => (
  <b
    onClick={async () => {
      if (import.meta.env.DEV) console.log(inDevelopment(), import.meta.env.VITE_DEV_AUTH_TOKEN);
      if (import.meta.env.PROD) console.log(inProduction());
      if (import.meta.env.SSR) console.log(onServer());
      if (process.env.NODE_ENV === 'development') await import('./imported-in-development');
      if (typeof window === 'undefined') console.log(withoutWindow());
    }}
  >
    branches
  </b>
);
