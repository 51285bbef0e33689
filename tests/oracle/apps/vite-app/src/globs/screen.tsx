const lazyPages = import.meta.glob('./pages/*.tsx');
const eager = import.meta.glob(['./eager/**/*.ts', '!**/*.skip.ts'], { eager: true });
const texts = import.meta.glob('./raw/*.ts', { query: '?raw', import: 'default', eager: true });
const addresses = import.meta.glob('./url/*.ts', { query: '?url', import: 'default' });
const unused = import.meta.glob('./unused/*.ts', { eager: true });

export const Globs = () => <b onClick={() => console.log(Object.keys(lazyPages), Object.values(eager), texts, addresses)}>globs</b>;
