import { useEffect } from 'react';

export function useIt() {
  useEffect(() => {
    import('./of-dropped-hook').then((it) => it.default());
  }, []);
}

export const droppedhook = 1;
