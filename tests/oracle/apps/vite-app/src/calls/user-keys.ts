import { createKeys } from './keys';
export const userKeys = createKeys('{{openai user-keys}}');
