export const quoted = (value: string | undefined) => JSON.stringify(value ?? '');

export const byHelper = (env: Record<string, string>) => ({ BY_HELPER: quoted(env.BY_HELPER) });
