export const report = (error: Error) => console.error('reported', error);
