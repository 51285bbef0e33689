export class Client {
  static token = '{{openai class-static}}';
  send() {
    return Client.token;
  }
  neverCalled() {
    return '{{openai class-method}}';
  }
}

export class NeverUsed {
  token = '{{openai class-never-used}}';
}
