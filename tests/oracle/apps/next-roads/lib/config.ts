export const config = {
  name: 'Shop',
  mail: { from: 'shop@example.com', key: process.env.CONFIG_MAIL_SECRET_KEY },
  chat: { model: 'small', key: process.env.CONFIG_CHAT_SECRET_KEY },
  maps: { zone: 'eu', key: process.env.CONFIG_MAPS_SECRET_KEY },
};

export class Vault {
  static shared = process.env.VAULT_STATIC_SECRET_KEY;
  #own = process.env.VAULT_FIELD_SECRET_KEY;
  get field() {
    return this.#own;
  }
  signed(text: string) {
    return `${text.length}.${(process.env.VAULT_SIGN_SECRET_KEY ?? '').length}`;
  }
}

export class Api {
  constructor(private readonly key: string | undefined) {}
  headers() {
    return { authorization: `Bearer ${this.key}` };
  }
  ready() {
    return { ready: Boolean(this.key) };
  }
}

export async function account() {
  return { id: 7, plan: 'free', apiKey: process.env.ACCOUNT_SECRET_KEY };
}

export const labelled = (label: string, value?: string) => ({ label, value });
