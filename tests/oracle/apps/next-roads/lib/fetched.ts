export async function fetched() {
  const headers = { authorization: `Bearer ${process.env.FETCHED_SECRET_KEY}` };
  const answer = await fetch('http://127.0.0.1:9/', { headers }).catch(() => null);
  return { up: answer !== null };
}
