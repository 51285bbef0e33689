// Loaded into `next start` before the app. Connections to api.twilio.com go to the fake on loopback, in the clear; any other
// address that is not of this machine is refused.
const net = require('node:net');
const tls = require('node:tls');

const PORT = Number(process.env.FAKE_TWILIO_PORT);
const LOCAL = ['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::'];

tls.connect = function connect(...args) {
  const options = args.find((arg) => typeof arg === 'object' && arg !== null) ?? {};
  const host = options.servername || options.host;
  if (host !== 'api.twilio.com') throw new Error(`the app is to reach Twilio and nothing else, not ${host}`);
  const socket = net.connect(PORT, '127.0.0.1');
  // Libraries wait for the handshake, and ask how it went.
  Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false, getPeerCertificate: () => ({}) });
  socket.once('connect', () => socket.emit('secureConnect'));
  return socket;
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(...args) {
  const [options] = Array.isArray(args[0]) ? args[0] : args;
  const host = options?.host ?? 'localhost';
  if (!options?.path && !LOCAL.includes(host)) throw new Error(`the app reaches for ${host}`);
  return connect.apply(this, args);
};
