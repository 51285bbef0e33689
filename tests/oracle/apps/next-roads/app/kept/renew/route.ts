import { revalidatePath, revalidateTag } from 'next/cache';

export async function POST() {
  revalidateTag(`shop-${process.env.KEPT_RENEWED_TAG_SECRET_KEY}`, 'max');
  revalidatePath(`/kept/${process.env.KEPT_RENEWED_PATH_SECRET_KEY}`);
  return Response.json({ ok: true });
}
