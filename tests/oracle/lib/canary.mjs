// Canaries: values that look like credentials and open nothing. They are put together here, when the tests run, because a
// host would refuse a push that holds them as they are. `{{openai some-label}}` in a fixture stands for one.
import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` letters and digits that depend on the label alone. */
function letters(label, length) {
  let out = '';
  for (let block = 0; out.length < length; block += 1) {
    for (const byte of createHash('sha256').update(`${label} ${block}`).digest()) out += ALPHABET[byte % ALPHABET.length];
  }
  return out.slice(0, length);
}

const KINDS = {
  hex32: (label) => createHash('sha256').update(label).digest('hex').slice(0, 32),
  /** An account's id, with letters that the real ones do not have. */
  sid: (label) => `AC${letters(label, 32).toLowerCase().replace(/[0-9a-f]/g, 'x')}`,
  openai: (label) => ['sk-', letters(label, 20), 'T3Blbk', 'FJ', letters(`${label} end`, 20)].join(''),
  sendgrid: (label) => ['SG', letters(label, 22), letters(`${label} end`, 43)].join('.'),
};

const PLACE = /\{\{(\w+) ([\w-]+)\}\}/g;

/** Puts values into a fixture's text. Returns the text and the canaries in it: `{ label, value, line, name }`, where
 * `name` is that of the variable when the line is an assignment in a `.env` file or a configuration's `env`. */
export function plant(text) {
  const canaries = [];
  const planted = text
    .split('\n')
    .map((content, index) =>
      content.replace(PLACE, (_, kind, label) => {
        const value = KINDS[kind](label);
        const name = /^\s*(?:export )?([A-Za-z_]\w*)\s*[=:]/.exec(content)?.[1] ?? null;
        canaries.push({ label, value, line: index + 1, name });
        return value;
      }),
    )
    .join('\n');
  return { text: planted, canaries };
}
