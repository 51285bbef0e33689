"use client"

import { useState } from "react"

const accountSid = process.env.NEXT_PUBLIC_TWILIO_ACCOUNT_SID
const authToken = process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN

export function NotifyButton({ orderId, phone }: { orderId: string; phone: string }) {
  const [status, setStatus] = useState("")

  async function notify() {
    setStatus("sending")
    try {
      const response = await fetch(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`, {
        method: "POST",
        headers: {
          Authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}`,
          "Content-Type": "application/x-www-form-urlencoded",
        },
        body: new URLSearchParams({
          From: "+15005550006",
          To: phone,
          Body: `Order ${orderId} is ready for pick-up.`,
        }),
      })
      if (!response.ok) throw new Error(`Twilio answered ${response.status}`)
      const message: { status: string } = await response.json()
      setStatus(message.status)
    } catch {
      setStatus("failed")
    }
  }

  return (
    <>
      <button onClick={notify}>Notify</button> <output>{status}</output>
    </>
  )
}
