import { auth } from "@/auth"
import { findOrder } from "@/lib/orders"

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const session = await auth()
  if (!session) return Response.json({ error: "unauthorized" }, { status: 401 })
  const order = findOrder((await params).id)
  if (!order) return Response.json({ error: "not-found" }, { status: 404 })
  return Response.json(order)
}
