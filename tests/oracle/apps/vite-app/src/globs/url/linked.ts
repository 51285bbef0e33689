export const linked = `linked as a file, ${Math.random()}`;
