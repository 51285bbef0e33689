import type { Order } from "@/lib/orders"
import { NotifyButton } from "./notify-button"

export function OrderRow({ order }: { order: Order }) {
  return (
    <p id={`order-${order.id}`}>
      {order.item} <NotifyButton orderId={order.id} phone={order.phone} />
    </p>
  )
}
