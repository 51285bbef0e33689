import { trace } from './server-entries/trace';

export function register() {
  trace(process.env.NEXT_PUBLIC_INSTRUMENTATION_AUTH_TOKEN);
}
