import { work } from './work';

self.onmessage = () => self.postMessage(work(process.env.NEXT_PUBLIC_WORKER_AUTH_TOKEN));
