// The same app, moved for those who sign up: nobody can be asked who they are, so what they can do is bounded.
import signUp from './sms-signup.mjs';

export default {
  ...signUp,
  action: 'move-to-route-for-visitors',
  /** Before countries are named nobody is answered; bodies are read, so odd ones are told from others. */
  refusals: [400, 403, 429],
  guard: null,
  opens: { file: 'lib/visitors.ts', from: 'string[] = []', to: "string[] = ['+1']" },
  cookie: () => null,
};
