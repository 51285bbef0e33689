const read = (name: string) => process.env.NEXT_PUBLIC_NOWHERE ?? name;

export const fromEnvironment = read('name');
