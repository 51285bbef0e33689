type Load = (context: unknown) => Promise<{ props: Record<string, unknown> }>;

export const withUser = (load: Load): Load => async (context) => {
  const found = await load(context);
  return { ...found, props: { ...found.props, user: { id: 1, token: process.env.WRAPPED_ADDED_SECRET_KEY } } };
};

export function logged(load: Load) {
  return async function (context: unknown) {
    console.log((process.env.WRAPPED_LOGGED_SECRET_KEY ?? '').length);
    return load(context);
  };
}

export const loadShared: Load = async () => ({ props: { key: process.env.WRAPPED_PASSED_ON_SECRET_KEY } });
