export const send = (text) =>
  fetch('/send', { headers: { authorization: process.env.NEXT_PUBLIC_WIDGET_AUTH_TOKEN, other: process.env.REPORT_AUTH_TOKEN }, body: text });
