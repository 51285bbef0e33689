import { reported } from './reported';

const report = (of: () => string) => console.log(of);

export const keptCall = process.env.NEXT_PUBLIC_NOWHERE ?? report(reported);
