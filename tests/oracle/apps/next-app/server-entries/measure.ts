export const measure = (token: string) => console.log('measure', token);
