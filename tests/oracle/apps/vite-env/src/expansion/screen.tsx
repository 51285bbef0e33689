export const Expansion = () => (
  <b
    onClick={() =>
      console.log(
        import.meta.env.VITE_LABEL,
        import.meta.env.VITE_BRACES,
        import.meta.env.VITE_IN_SINGLE,
        import.meta.env.VITE_ESCAPED,
        import.meta.env.VITE_DEFAULT,
        import.meta.env.VITE_SHADOWS,
        import.meta.env.VITE_CHAIN,
        import.meta.env.VITE_LATER,
        import.meta.env.VITE_FROM_STRONGER,
        import.meta.env.VITE_FROM_WEAKER,
        import.meta.env.VITE_OVERRIDDEN,
        import.meta.env.VITE_ADDRESS,
        import.meta.env.VITE_GREETING,
      )
    }
  >
    expansion
  </b>
);
