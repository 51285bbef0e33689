export const withSession = (handler) => async (context) => handler({ ...context, key: '{{openai session}}' });
