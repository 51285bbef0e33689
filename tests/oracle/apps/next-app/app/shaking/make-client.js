export function makeClient(token) {
  globalThis.clients = [token];
  return { token };
}
