import { connection } from './pool';

export const LIMIT = `limit ${Date.now()}`;

export async function ServerPart() {
  return <b>{connection()}</b>;
}
