export const later = () =>
  new Promise<{ a?: string; b?: string }>((resolve) => {
    setTimeout(() => resolve({ a: process.env.PROMISES_MADE_SECRET_KEY, b: process.env.PROMISES_BESIDE_SECRET_KEY }), 1);
  });

export const safe = () => Promise.resolve(process.env.PROMISES_CAUGHT_SECRET_KEY).catch(() => 'none').finally(() => {});

export const both = () => Promise.allSettled([process.env.PROMISES_SETTLED_SECRET_KEY, process.env.PROMISES_SECOND_SECRET_KEY]);
