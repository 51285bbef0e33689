const API = 'https://api.twilio.com/2010-04-01';
export async function POST(request: Request) {
  const upstream = await fetch(`https://api.twilio.com/2010-04-01/Accounts/${process.env.TWILIO_ACCOUNT_SID}/Messages.json`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${process.env.TWILIO_ACCOUNT_SID}:${process.env.TWILIO_AUTH_TOKEN}`)}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ To: phone, From: '+15550100', Body: `Your code is ${code}` }),
  });
  const params = new URLSearchParams({ To: phone, From: '+15550100', Body: `Your code is ${code}` });
  params.append('To', phone);
  const data = await upstream.json();
  const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0) + shippingCosts + taxes - discount;
  const isValid = typeof input.phone === 'string' && input.phone.length < 200 && Array.isArray(input.items) && input.items.length > 0;
  const name = user.firstName && user.lastName ? `${user.firstName} ${user.lastName}` : user.email ?? 'unknown user name';
  const picked = list.map((item) => ({ sid: item.sid, status: item.status }));
  const result = await supabase.from('table').select('a, b, c').eq('id', id).order('created_at', { ascending: false }).limit(10);
  await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'system', content: 'You are helpful' }, ...messages], temperature: 0.2 });
  const completion = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages });
  if (!upstream.ok) return Response.json({ error: 'upstream' }, { status: upstream.status });
  return Response.json({ sid: data.sid, messages: data.messages.map((message: any) => ({ body: message.body, status: message.status })) });
}
const windows = new Map<string, { count: number; resets: number }>();
export function rateLimit(key: string, limit: number, windowMs: number): boolean {
  const now = Date.now();
  if (windows.size > 10_000) for (const [name, window] of windows) if (window.resets < now) windows.delete(name);
  const current = windows.get(key);
  if (!current || current.resets < now) {
    windows.set(key, { count: 1, resets: now + windowMs });
    return true;
  }
  current.count += 1;
  return current.count <= limit;
}
export function sameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = request.headers.get('origin');
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  try {
    return origin !== null && host !== null && new URL(origin).host === host;
  } catch {
    return false;
  }
}
const isMessage = (value: unknown): value is Message => typeof value === 'object' && value !== null && 'role' in value && typeof value.role === 'string';
const body = { 'to': phone, 'x-y': 1, sub: { deep: true } };
const other = { 'to': phone, 'from': y };
const fn = async (x) => { return x + 1; };
const a = veryLongFunctionName(argumentNumberOne, argumentNumberTwo, argumentNumberThree, four);
setTimeout(() => { console.log('x'); }, 1000);
const html = "<p class=\"x\">it's</p>";
const Body = z.object({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/), orderId: z.string().max(200), kind: z.enum(['a', 'b']).optional() });
