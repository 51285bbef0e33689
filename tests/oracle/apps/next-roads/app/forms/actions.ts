'use server';

type State = { ok?: boolean; error?: string; token?: string };

export async function save(previous: State) {
  return { ...previous, ok: true };
}

export async function fail(previous: State) {
  try {
    throw new Error(`refused ${process.env.FORM_ERROR_SECRET_KEY}`);
  } catch (error) {
    return { ...previous, error: (error as Error).message };
  }
}

export async function renew(previous: State) {
  return { ...previous, token: process.env.FORM_STATE_SECRET_KEY };
}

export async function refuse(): Promise<State> {
  // What an action throws, and what an error says that it returns, stays on the server in production.
  if (Date.now() > 0) throw new Error(`refused ${process.env.FORM_THROWN_SECRET_KEY}`);
  return { error: String(Boolean(process.env.FORM_CHECKED_SECRET_KEY)) };
}

export async function described() {
  return { error: new Error(`refused ${process.env.FORM_ERROR_OBJECT_SECRET_KEY}`) };
}

export const guarded = withUser(async () => ({ token: process.env.FORM_WRAPPED_SECRET_KEY }));

function withUser<T>(action: () => Promise<T>) {
  return async () => {
    const found = await action();
    return { found };
  };
}
