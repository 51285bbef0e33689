import { post } from './post';

export const sendSms = (text: string) => post(text, process.env.NEXT_PUBLIC_PACKAGE_AUTH_TOKEN);
export const sendMms = (text: string) => post(text, process.env.NEXT_PUBLIC_PACKAGE_UNUSED_AUTH_TOKEN);
