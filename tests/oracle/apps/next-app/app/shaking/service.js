export class Service {
  constructor(token) {
    globalThis.services = [...(globalThis.services ?? []), token];
  }
}
