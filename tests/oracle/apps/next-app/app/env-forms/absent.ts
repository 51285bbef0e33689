const { NEXT_PUBLIC_DESTRUCTURED_AUTH_TOKEN } = process.env;
const { NEXT_PUBLIC_DESTRUCTURED_RENAMED_AUTH_TOKEN: renamed = 'none' } = process.env;

function shadowed(process: { env: Record<string, string> }) {
  return process.env.NEXT_PUBLIC_SHADOWED_AUTH_TOKEN;
}

export const absent = () => [
  NEXT_PUBLIC_DESTRUCTURED_AUTH_TOKEN,
  renamed,
  { ...process.env }.NEXT_PUBLIC_SPREAD_AUTH_TOKEN,
  globalThis.process?.env.NEXT_PUBLIC_GLOBAL_AUTH_TOKEN,
  (window as any).process?.env.NEXT_PUBLIC_WINDOW_AUTH_TOKEN,
  (import.meta as any).env?.NEXT_PUBLIC_META_AUTH_TOKEN,
  'NEXT_PUBLIC_KEYS_AUTH_TOKEN' in process.env,
  shadowed({ env: {} }),
  process.env.UNPREFIXED_AUTH_TOKEN,
  process.env.next_public_lower_auth_token,
];
