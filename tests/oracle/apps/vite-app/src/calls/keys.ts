const entry = (name: string, part: string) => [name, part] as const;
export const createKeys = (name: string) => ({ all: entry(name, 'all'), one: (id: string) => [name, id] });
