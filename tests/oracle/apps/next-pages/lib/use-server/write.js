export const write = (text, token) => fetch('/write', { headers: { token, other: '{{openai write}}' }, body: text });
