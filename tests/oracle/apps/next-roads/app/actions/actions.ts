'use server';

export async function answer() {
  return process.env.ACTION_TEXT_SECRET_KEY;
}

export async function whole() {
  const found = { id: 1, key: process.env.ACTION_FIELD_SECRET_KEY };
  return { ok: true, found };
}

export async function save(token: string) {
  await fetch('http://127.0.0.1:9/', { headers: { token } }).catch(() => null);
}

export async function keep(size: number) {
  const key = process.env.ACTION_USED_SECRET_KEY ?? '';
  return { ok: key.length > size };
}
