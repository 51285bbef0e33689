import { useEffect } from 'react';

export function useIt() {
  useEffect(() => {
    import('./of-hook').then((it) => it.default());
  }, []);
}

export const hookHere = () => 'hook' + location.href;
