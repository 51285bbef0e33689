const { env: aliased } = { env: process.env };
const alias = process.env;

export const forms = () => [
  process.env.NEXT_PUBLIC_DOT_AUTH_TOKEN,
  process.env.NEXT_PUBLIC_BANG_AUTH_TOKEN!,
  process.env.NEXT_PUBLIC_CAST_AUTH_TOKEN as any,
  `Bearer ${process.env.NEXT_PUBLIC_TEMPLATE_AUTH_TOKEN}`,
  (process.env.NEXT_PUBLIC_PARENS_AUTH_TOKEN),
  process.env['NEXT_PUBLIC_BRACKET_AUTH_TOKEN'],
  process['env']['NEXT_PUBLIC_ALL_BRACKETS_AUTH_TOKEN'],
  process.env?.NEXT_PUBLIC_OPTIONAL_AUTH_TOKEN,
  alias.NEXT_PUBLIC_ALIAS_AUTH_TOKEN,
  process.env.NEXT_PUBLIC_FALLBACK_AUTH_TOKEN ?? 'none',
];
