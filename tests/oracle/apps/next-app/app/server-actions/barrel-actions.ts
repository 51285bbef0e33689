'use server';

export async function viaBarrel() {
  return 1;
}
