const sid = process.env.NEXT_PUBLIC_TWILIO_ACCOUNT_SID;
const token = process.env.NEXT_PUBLIC_TWILIO_AUTH_TOKEN;

export async function sendSms(to, name) {
  const response = await fetch('https://api.twilio.com/2010-04-01/Accounts/' + sid + '/Messages.json', {
    method: 'POST',
    headers: { Authorization: 'Basic ' + btoa(sid + ':' + token) },
    body: new URLSearchParams({ From: '+15005550006', To: to, Body: `${name}, we will call you back today.` }),
  });
  const message = await response.json();
  if (!response.ok) throw new Error('not sent');
  return { id: message.sid, state: message.status };
}
