// What the tables of look-alikes are written with: what it is, a template of values, the names it goes by, and code that uses it
// (`$` is the value).
export const like = (id, value, env, ...uses) => ({ id, value, env: env.split(' ').filter(Boolean), uses });
