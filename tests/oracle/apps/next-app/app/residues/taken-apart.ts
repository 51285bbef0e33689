const define = ({ name }: { name: string }) => name;

export const takenApart = define({ name: 'apart' });
