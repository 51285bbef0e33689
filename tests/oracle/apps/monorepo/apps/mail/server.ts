import { sendMms } from '@acme/sms';

export const mail = () => [sendMms('x'), process.env.NEXT_PUBLIC_MAIL_AUTH_TOKEN, '{{openai mail}}'];
