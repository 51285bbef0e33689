import type { SendSmsRequest } from "@/app/api/send-sms/route";
import Stripe from "stripe";
import React, { useState, useEffect } from "react";
import * as Sentry from "@sentry/nextjs";
export { a, b } from "./x";
export * from "./y";
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!, {
  apiVersion: "2024-06-20",
  typescript: true,
  appInfo: { name: "shop" },
});
const resend = new Resend(process.env.RESEND_API_KEY);
const s3 = new S3Client({
  region: "eu-central-1",
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID!,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY!,
  },
});
async function createCheckout({ items, email }: CreateCheckoutRequest) {
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    customer_email: email,
    line_items: items.map((item) => ({
      price: PRICES[item.sku],
      quantity: item.quantity,
    })),
    success_url: `${process.env.APP_URL}/thanks`,
    cancel_url: `${process.env.APP_URL}/cart`,
  });
  return { url: session.url };
}
async function sendMail(input: SendMailRequest) {
  const { data, error } = await resend.emails.send({
    from: "Acme <a@acme.com>",
    to: input.email,
    subject: `Welcome ${input.name}`,
    html: `<p>Hello</p>
  <b>${input.name}</b>`,
  });
  if (error) throw error;
  await resend.emails.send({ from: FROM, to: email });
  const response = await axios.post(
    "https://api.example.com/v1/messages",
    { to: phone, text },
    { headers: { Authorization: `Bearer ${process.env.KEY}` } },
  );
  const response2 = await axios.post(
    `https://api.example.com/v1/messages/${encodeURIComponent(id)}`,
    { to: phone, text },
  );
  const res = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers,
    body: JSON.stringify({
      model: "gpt-4o",
      messages: [{ role: "user", content: prompt }],
    }),
  });
  return {
    id: data?.id ?? null,
    choices: completion.choices.map((choice) => ({
      message: { content: choice.message.content },
    })),
  };
}
export default async function handler(
  req: NextApiRequest,
  res: NextApiResponse,
) {
  if (req.method !== "POST") {
    res.setHeader("Allow", "POST");
    return res.status(405).json({ error: "method-not-allowed" });
  }
  if (!isSendSmsRequest(req.body))
    return res.status(400).json({ error: "bad-request" });
  const length = Number(request.headers.get("content-length") ?? 0);
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return null;
  for (const [key, value] of Object.entries(body)) {
    if (value) params.append(key, value);
    else break;
  }
  const veryLongVariableNameForTheResult = await someService.someMethod(
    argumentOne,
    "two",
  );
  const veryLongVariableNameForTheResult2 =
    someService.someObject.someOtherProperty.value.x;
  const message = condition
    ? await client.messages.create({ to: phone })
    : await client.other.create({ to });
  const sum = (a + b) * c - (d ?? 0);
  if (
    typeof a === "string" &&
    (b === null || b === undefined || typeof b === "number") &&
    Array.isArray(c)
  )
    return true;
  const ok = a && { b: 1 };
  const items = [
    { a: 1, b: 2 },
    { a: 2, b: 3 },
  ];
  const arr = [
    "aaaaaaaaaaaaaaaaaaaaa",
    "bbbbbbbbbbbbbbbbbbbbbbbbb",
    "cccccccccccccccccccccccc",
    "d",
  ];
  const nums = [1, 2, 3];
  void client.messages.create({ to });
  client.messages
    .create({ to: phone, body })
    .then((m) => m.sid)
    .catch(() => null);
  throw new Error(
    `send-sms failed: ${response.status} and some more text that is long enough to break`,
  );
}
async function* stream(input: X): AsyncGenerator<{ text: string }> {
  for await (const c of d) yield c;
}
export async function sendSms(
  input: SendSmsRequest,
  signal?: AbortSignal,
): Promise<SendSmsResponse> {
  const response = await fetch("/api/send-sms", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
    signal,
  });
  if (!response.ok)
    throw Object.assign(new Error(`send-sms failed: ${response.status}`), {
      status: response.status,
    });
  return response.json();
}
