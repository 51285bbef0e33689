import { Client } from './client';
export const service = new Client('{{openai service}}');
