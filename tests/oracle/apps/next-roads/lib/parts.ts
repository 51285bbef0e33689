import { createHash } from 'node:crypto';

export const written = (state: unknown) => `window.state=${JSON.stringify(state).replace(/</g, '\\u003c')}`;
export const masked = (key?: string) => (key ? `${key.slice(0, 4)}…${key.slice(-4)}` : 'none');
export const fingerprint = (key?: string) => createHash('sha256').update(key ?? '').digest('hex');
