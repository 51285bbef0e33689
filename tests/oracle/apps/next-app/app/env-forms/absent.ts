import { env as named } from 'process';
import * as space from 'process';

const { NEXT_PUBLIC_DESTRUCTURED_AUTH_TOKEN } = process.env;
const { NEXT_PUBLIC_DESTRUCTURED_RENAMED_AUTH_TOKEN: renamed = 'none' } = process.env;

const { NEXT_PUBLIC_OTHER: other, ...rest } = process.env;
const { env: { NEXT_PUBLIC_DESTRUCTURED_NESTED_AUTH_TOKEN: nested } } = process;

const passed = (env: Record<string, string | undefined>) => env.NEXT_PUBLIC_PASSED_AUTH_TOKEN;
const byDefault = (env = process.env) => env.NEXT_PUBLIC_DEFAULT_PARAMETER_AUTH_TOKEN;

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
  other,
  rest.NEXT_PUBLIC_DESTRUCTURED_REST_AUTH_TOKEN,
  nested,
  passed(process.env),
  byDefault(),
  named.NEXT_PUBLIC_MODULE_NAMED_AUTH_TOKEN,
  space.env.NEXT_PUBLIC_MODULE_SPACE_AUTH_TOKEN,
  shadowed({ env: {} }),
  process.env.UNPREFIXED_AUTH_TOKEN,
  process.env.next_public_lower_auth_token,
];
