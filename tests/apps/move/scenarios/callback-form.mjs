// Pages router, JavaScript, a raw fetch in a helper, a promise chain at the call.
import { settledText } from '../lib/browser.mjs';

export default {
  app: '../callback-form',
  file: 'lib/sms.js',
  variable: 'NEXT_PUBLIC_TWILIO_AUTH_TOKEN',
  sdk: 'api.twilio.com',
  page: '/',
  async use(page) {
    await page.type('[name=name]', 'Ada');
    await page.type('[name=phone]', '+15005550009');
    await page.click('form button');
    return settledText(page, '[role=status]', []);
  },
  guard: { file: 'lib/route-guard.js', header: 'request.headers.cookie' },
  cookie: () => ({ name: 'session', value: 'of-the-test' }),
};
