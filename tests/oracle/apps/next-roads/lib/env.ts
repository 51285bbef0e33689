type Schema = Record<string, (value: string | undefined) => string>;

function createEnv<S extends Schema>(options: { server: S; runtimeEnv: Record<keyof S, string | undefined> }) {
  const read = Object.entries(options.server).map(([name, parse]) => [name, parse(options.runtimeEnv[name])]);
  return Object.fromEntries(read) as Record<keyof S, string>;
}

const text = (value: string | undefined) => value ?? '';

export const env = createEnv({
  server: { ENV_PROP_SECRET_KEY: text, ENV_USED_SECRET_KEY: text },
  runtimeEnv: {
    ENV_PROP_SECRET_KEY: process.env.ENV_PROP_SECRET_KEY,
    ENV_USED_SECRET_KEY: process.env.ENV_USED_SECRET_KEY,
  },
});
