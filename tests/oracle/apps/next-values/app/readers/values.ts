export const requireEnv = (name: string, fallback?: string) => process.env[name] ?? fallback ?? '';

const NAMES = { mail: 'READERS_MAIL_SECRET_KEY', chat: 'READERS_CHAT_SECRET_KEY' } as const;
export const read = (name: keyof typeof NAMES) => process.env[NAMES[name]];

export class ConfigService {
  get(name: string) {
    return process.env[name];
  }
  string(name: string) {
    return this.get(name) ?? '';
  }
}
