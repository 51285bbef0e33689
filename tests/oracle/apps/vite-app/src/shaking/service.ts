export class Service {
  constructor(token: string) {
    (globalThis as any).services = [token];
  }
}
