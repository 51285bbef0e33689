/** Made by a constructor that only keeps what it is given. */
export class Client {
  calls = 0;
  constructor(readonly key: string) {}
}
