// A Twilio of our own, on loopback: writes down every request and answers as the real one would.
import { createServer } from 'node:http';

export async function startTwilio() {
  const twilio = { requests: [], refuses: false };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    twilio.requests.push(describe(request, body));
    const [status, answer] = twilio.refuses
      ? [400, { code: 21211, message: "The 'To' number is not a valid phone number.", status: 400 }]
      : [201, { sid: `SM${'0123456789abcdef'.repeat(2)}`, status: 'queued', to: new URLSearchParams(body).get('To'), error_code: null }];
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  twilio.port = server.address().port;
  /** The requests since the last call. */
  twilio.taken = () => twilio.requests.splice(0);
  twilio.stop = () => server.close();
  return twilio;
}

/** What is the same whoever sends it: not the order of the fields, nor the headers a browser or a library adds. */
function describe(request, body) {
  const fields = Object.fromEntries([...new URLSearchParams(body)].sort(([a], [b]) => a.localeCompare(b)));
  return {
    method: request.method,
    path: request.url,
    authorization: request.headers.authorization,
    type: request.headers['content-type']?.split(';')[0],
    fields,
  };
}
