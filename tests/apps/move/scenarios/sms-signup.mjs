// App router, TypeScript, the SDK behind two imports, visitors without any session: the example of the README.
import { settledText } from '../lib/browser.mjs';

export default {
  app: '../../../examples/sms-signup',
  file: 'lib/sms.ts',
  variable: 'NEXT_PUBLIC_TWILIO_AUTH_TOKEN',
  /** What gives the SDK away in the scripts. */
  sdk: 'twilio-node/',
  page: '/sign-up',
  async use(page) {
    await page.type('input[type=tel]', '+15005550009');
    await page.click('form button');
    return settledText(page, 'form [role=status]', ['Sending…']);
  },
  /** There is no guard in the app: the generated one is filled in. */
  guard: { file: 'lib/route-guard.ts', header: "request.headers.get('cookie')" },
  cookie: () => ({ name: 'session', value: 'of-the-test' }),
};
