export const fetchUser = () =>
  fetch('/user', { headers: { token: process.env.NEXT_PUBLIC_INITIAL_AUTH_TOKEN, other: '{{openai initial}}' } }).then((user) => user.json());
export const fetchNobody = async () => `${globalThis.user}{{openai fetch-nobody}}`;
