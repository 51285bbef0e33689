export const EnvFiles = () => (
  <b
    onClick={() =>
      console.log(import.meta.env.VITE_A_AUTH_TOKEN, import.meta.env.VITE_B_AUTH_TOKEN, import.meta.env.VITE_C_AUTH_TOKEN)
    }
  >
    env files
  </b>
);
