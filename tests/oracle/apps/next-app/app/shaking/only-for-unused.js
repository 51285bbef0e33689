export const onlyForUnused = (secret) => fetch('/x', { headers: { authorization: `${secret}{{openai only-for-unused}}` } });
