const lazyPages = import.meta.glob('./pages/*.tsx');
const eager = import.meta.glob(['./eager/**/*.ts', '!**/*.skip.ts'], { eager: true });
const unused = import.meta.glob('./unused/*.ts', { eager: true });

export const Globs = () => <b onClick={() => console.log(Object.keys(lazyPages), Object.values(eager))}>globs</b>;
