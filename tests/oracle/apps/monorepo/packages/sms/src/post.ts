export const post = (text: string, token: string) => fetch('/sms', { headers: { token }, body: text });
