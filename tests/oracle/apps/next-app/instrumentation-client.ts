import { measure } from './server-entries/measure';

measure(process.env.NEXT_PUBLIC_INSTRUMENTATION_CLIENT_AUTH_TOKEN);
