import { auth } from "@/auth"
import { listOrders } from "@/lib/orders"

export async function GET() {
  const session = await auth()
  if (!session) return Response.json({ error: "unauthorized" }, { status: 401 })
  return Response.json(listOrders())
}
