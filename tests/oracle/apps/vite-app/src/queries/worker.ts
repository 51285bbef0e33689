import { work } from './work';

self.onmessage = () => self.postMessage(work(import.meta.env.VITE_WORKER_AUTH_TOKEN));
