// What the tables of kinds are written with.
//
// A kind is `{ id, mode, value, env, uses }`: a template of its values (../lib/random.mjs), the variables that hold it, and how it
// is handed to its vendor: as code, in which `$` is the secret (an expression of its own, or a part of a string), or as a
// request. `mode` says what gives the value away:
//
//   shaped   the value alone
//   weak     the value alone, but it can do so little that a test may hold it
//   named    only its place: a name, a call, a header, a host, what stands beside it
const kind = (mode) => (id, value, env, ...uses) => ({ id, mode, value, env: env.split(' ').filter(Boolean), uses });

export const shaped = kind('shaped');
export const weak = kind('weak');
export const named = kind('named');

/** A request with the secret in a header, behind a scheme (`Token `) or bare. */
export const header = (url, name, scheme = '') => ({ url, name, scheme });
export const bearer = (url) => header(url, 'Authorization', 'Bearer ');
/** A request with the secret as the password of a user, a key or an account's id. */
export const basic = (url, user) => ({ url, name: 'Authorization', user });
