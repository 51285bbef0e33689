import { Service } from './service';

export const Mode = { Live: 'live-mode', Test: 'test-mode' };

// A singleton beside a constant: whoever takes the constant ships the key given here.
export const service = new Service(process.env.NEXT_PUBLIC_SINGLETON_AUTH_TOKEN);
