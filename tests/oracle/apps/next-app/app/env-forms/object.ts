export const settings = {
  nested: { token: process.env.NEXT_PUBLIC_OBJECT_AUTH_TOKEN },
  list: [1, 2, 3],
};
