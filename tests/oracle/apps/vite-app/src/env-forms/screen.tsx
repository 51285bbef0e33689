const { VITE_DESTRUCTURED_AUTH_TOKEN } = import.meta.env;
const unused = import.meta.env.VITE_UNUSED_AUTH_TOKEN;

export const EnvForms = () => (
  <b
    onClick={() =>
      console.log(
        import.meta.env.VITE_DOT_AUTH_TOKEN,
        import.meta.env?.VITE_OPTIONAL_AUTH_TOKEN,
        (import.meta.env as any).VITE_CAST_AUTH_TOKEN,
        `Bearer ${import.meta.env.VITE_TEMPLATE_AUTH_TOKEN}`,
        VITE_DESTRUCTURED_AUTH_TOKEN,
        import.meta.env.VITE_FOLDED_AUTH_TOKEN === 'off',
        import.meta.env.VITE_RELAY_AUTH_TOKEN,
        import.meta.env.SECRET_AUTH_TOKEN,
        import.meta.env.NEXT_PUBLIC_FOREIGN_AUTH_TOKEN,
        (globalThis as any).process?.env.VITE_PROCESS_AUTH_TOKEN,
        // import.meta.env.VITE_SERVER_AUTH_TOKEN
      )
    }
  >
    env forms
  </b>
);
