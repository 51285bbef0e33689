import { label } from './both-sides';

export async function connect() {
  const key = '{{openai server-client}}';
  return `${key.length} ${label}`;
}
