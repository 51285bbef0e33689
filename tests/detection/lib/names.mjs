// One variable's name in the spellings that code uses.

/** `TWILIO_AUTH_TOKEN` as `twilioAuthToken`, `TwilioAuthToken`, `twilio-auth-token`, and apart: `twilio`, `authToken`. */
export function spellings(env) {
  const words = env.replace(/^(?:NEXT_PUBLIC|VITE)_/, '').toLowerCase().split('_');
  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const camel = (list) => list[0] + list.slice(1).map(capital).join('');
  const [outer, ...inner] = words;
  const identifier = (text) => (/^\d/.test(text) ? `_${text}` : text);
  return {
    env,
    camel: identifier(camel(words)),
    pascal: words.map(capital).join(''),
    snake: words.join('_'),
    kebab: words.join('-'),
    outer,
    inner: inner.length > 0 ? camel(inner) : outer,
  };
}
