// App router in src/, base path, a guard that the other routes use, a raw fetch in the component.
import { createHmac } from 'node:crypto';
import { settledText } from '../lib/browser.mjs';

export default {
  app: '../order-desk',
  file: 'src/components/notify-button.tsx',
  variable: 'NEXT_PUBLIC_TWILIO_AUTH_TOKEN',
  sdk: 'api.twilio.com',
  page: '/desk',
  async use(page) {
    await page.click('#order-17 button');
    return settledText(page, '#order-17 output', ['sending']);
  },
  houseGuard: /\bawait auth\(\)/,
  cookie({ SESSION_SECRET }) {
    return { name: 'session', value: `7.${createHmac('sha256', SESSION_SECRET).update('7').digest('hex')}` };
  },
};
