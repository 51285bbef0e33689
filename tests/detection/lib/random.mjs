// Values, made up from a seed and a template: `SG.{url:22}.{url:43}`.

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';

const CLASSES = {
  alnum: UPPER + LOWER + DIGITS,
  b64: `${UPPER + LOWER + DIGITS}+/`,
  base32: `${LOWER}234567`,
  base32up: `${UPPER}234567`,
  base58: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789',
  digit: DIGITS,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  letter: UPPER + LOWER,
  lower: LOWER,
  lownum: LOWER + DIGITS,
  UPNUM: UPPER + DIGITS,
  url: `${UPPER + LOWER + DIGITS}_-`,
  '[1-9]': '123456789',
  '[\\w~.-]': `${UPPER + LOWER + DIGITS}_~.-`,
};

/** The IEEE one; `zlib` has it from Node 22 on only. */
function crc32(text) {
  let sum = ~0;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

const base64url = (text) => Buffer.from(text).toString('base64url');

/** What stands for itself in a template, by the word in front of its colon. */
const FUNCTIONS = {
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url,
  /** `jwt:HS256:PAYLOAD`. */
  jwt(text, random) {
    const algorithm = text.slice(0, text.indexOf(':'));
    const payload = text.slice(algorithm.length + 1);
    const signature = random.characters('url', algorithm === 'HS256' ? 43 : 86);
    return [base64url(`{"alg":"${algorithm}","typ":"JWT"}`), base64url(payload), signature].join('.');
  },
  /** A key block with that label. */
  pem(label, random) {
    const body = Array.from({ length: 12 }, () => random.characters('b64', 64));
    return [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`, ''].join('\n');
  },
  /** So many characters, and their checksum as GitHub and npm append it. */
  crc32(length, random) {
    const body = random.characters('alnum', Number(length));
    const digits = DIGITS + UPPER + LOWER;
    let rest = crc32(body);
    let sum = '';
    for (let place = 0; place < 6; place += 1) {
      sum = digits[rest % 62] + sum;
      rest = Math.floor(rest / 62);
    }
    return body + sum;
  },
};

const UUID = '{hex:8}-{hex:4}-4{hex:3}-a{hex:3}-{hex:12}';

/** Numbers from a seed: the same tree for the same seed, on every machine (mulberry32). */
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** A whole number from 0, below the limit. */
  below(limit) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** That many of a list, all different, in a new order. */
  sample(list, count) {
    const rest = [...list];
    const taken = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(this.below(rest.length), 1));
    return taken;
  }

  characters(name, count) {
    return Array.from({ length: count }, () => this.pick(CLASSES[name])).join('');
  }

  /** A template with everything in its braces made up; other braces stay, with what is in them. */
  expand(template) {
    let out = '';
    for (let at = 0; at < template.length; at += 1) {
      if (template[at] !== '{') {
        out += template[at];
        continue;
      }
      const end = closing(template, at);
      const inside = template.slice(at + 1, end);
      out += this.#made(inside) ?? `{${this.expand(inside)}}`;
      at = end;
    }
    return out;
  }

  #made(inside) {
    if (inside === 'uuid') return this.expand(UUID);
    if (inside === 'UUID') return this.expand(UUID).toUpperCase();
    const [, name, rest] = /^([^:]+):(.*)$/s.exec(inside) ?? [];
    if (Object.hasOwn(FUNCTIONS, name ?? '')) return FUNCTIONS[name](this.expand(rest), this);
    if (Object.hasOwn(CLASSES, name ?? '') && /^\d+$/.test(rest)) return this.characters(name, Number(rest));
    return null;
  }
}

/** Where the brace that opens at a place closes; the end of the text if it does not. */
function closing(text, from) {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
