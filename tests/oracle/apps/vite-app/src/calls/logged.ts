import { createLog } from './log';
export const log = createLog('{{openai logged}}');
