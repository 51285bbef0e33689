import twilio from 'twilio';

const client = twilio(
  process.env.NEXT_PUBLIC_TWILIO_ACCOUNT_SID!,
  process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN!,
);

export async function sendVerificationCode(phone: string, code: string) {
  const message = await client.messages.create({
    from: process.env.NEXT_PUBLIC_TWILIO_FROM,
    to: phone,
    body: `${code} is your Lantern code. Do not share it with anyone.`,
  });
  return message.status;
}
