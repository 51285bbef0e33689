console.log('only types are taken from here');
export type Receipt = { id: string };
