export const Syntax = () => (
  <b
    onClick={() =>
      console.log(
        import.meta.env.VITE_PLAIN,
        import.meta.env.VITE_SINGLE,
        import.meta.env.VITE_DOUBLE,
        import.meta.env.VITE_BACKTICK,
        import.meta.env.VITE_EXPORTED,
        import.meta.env.VITE_TRAILING,
        import.meta.env.VITE_QUOTED_TRAILING,
        import.meta.env.VITE_HASH_BEFORE,
        import.meta.env.VITE_SPACED,
        import.meta.env.VITE_TWICE,
        import.meta.env.VITE_LINES,
        import.meta.env.VITE_COMMENTED,
        import.meta.env.VITE_EMPTY,
      )
    }
  >
    syntax
  </b>
);
