import { Service } from './service';

export const Mode = { Live: 'live', Test: 'test' };
export const service = new Service('{{openai singleton}}');
