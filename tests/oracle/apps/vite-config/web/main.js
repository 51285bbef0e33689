import { first } from './config-folders/first';

console.log(first(), import.meta.env.APP_SMS_AUTH_TOKEN, import.meta.env.SHOP_SMS_AUTH_TOKEN, import.meta.env.VITE_SMS_AUTH_TOKEN, import.meta.env.APP_MAIL_AUTH_TOKEN);
