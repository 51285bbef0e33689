export type Order = { id: string; item: string; phone: string }

const orders: Order[] = [
  { id: "17", item: "Two loaves of rye", phone: "+15005550009" },
  { id: "18", item: "A wheel of Gouda", phone: "+15005550010" },
]

export const listOrders = () => orders
export const findOrder = (id: string) => orders.find((order) => order.id === id)
