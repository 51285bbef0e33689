class Handler {
  go = () => this.name;
  name = 'handler';
}

export const handler = new Handler();
