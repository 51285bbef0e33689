import { OrderRow } from "@/components/order-row"
import { listOrders } from "@/lib/orders"

export default function DeskPage() {
  return (
    <main>
      <h1>Ready for pick-up</h1>
      {listOrders().map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </main>
  )
}
