import { shown } from './exported';

const { VITE_RENAMED: renamed } = import.meta.env;

class Client {
  static key = import.meta.env.VITE_STATIC;
  key = import.meta.env.VITE_CLASS;
}

function inFunction() {
  return { nested: { key: import.meta.env.VITE_NESTED }, list: [import.meta.env.VITE_IN_FUNCTION] };
}

const settings = { used: import.meta.env.VITE_OBJECT };

export const Reads = () => (
  <b
    onClick={() => {
      console.log(import.meta.env.VITE_DOT, inFunction(), renamed, shown, Client.key, new Client().key);
      fetch('/x', { headers: { Authorization: `Bearer ${import.meta.env.VITE_ARGUMENT}` } });
      console.log(settings.used, import.meta.env.VITE_FALLBACK ?? 'none', import.meta.env.VITE_NOT_SET || import.meta.env.VITE_SECOND);
      console.log(import.meta.env.VITE_COMPARED === 'off', typeof import.meta.env.VITE_TYPEOF, !import.meta.env.VITE_NEGATED, import.meta.env.VITE_LENGTH.length);
      if (import.meta.env.DEV) console.log(import.meta.env.VITE_DEAD);
      console.log(import.meta.env.PROD ? 'x' : import.meta.env.VITE_TERNARY, 'import.meta.env.VITE_IN_TEXT');
      if (import.meta.env.VITE_IN_CHECK) console.log('set');
      console.log(import.meta.env.vite_lower, import.meta.env.VITEST_KEY, import.meta.env.PUBLIC_VITE_KEY);
    }}
  >
    reads
  </b>
);
