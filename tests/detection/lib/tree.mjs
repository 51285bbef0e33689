// The app that is made up for a seed: files with one value each, and what is in them.
import { KINDS } from '../kinds/index.mjs';
import { LOOK_ALIKES, LOOK_ALIKE_FILES } from '../look-alikes/index.mjs';
import { FILES, OWN_FILES, SHAPED_FILES } from './files.mjs';
import { spellings } from './names.mjs';
import { LITERAL_PLACES, PLACES } from './places.mjs';
import { Random } from './random.mjs';
import { BASIC, REQUESTS, sent } from './requests.mjs';
import { DISGUISES, LITERALS } from './writings.mjs';

/** How many forms of each sort a kind is written in, by the luck of the seed. */
const SECRETS = { places: 2, disguises: 1, requests: 1, files: 2, shaped: 1 };
const INNOCENT = { places: 3, files: 2 };

/** What a project is whose values are looked for. */
const PROJECT = {
  'package.json': JSON.stringify({ name: 'acme', private: true, dependencies: { next: '16.0.0', react: '19.2.0', 'react-dom': '19.2.0' } }, null, 2),
  'app/layout.tsx': 'export default function Layout({ children }) {\n  return <html><body>{children}</body></html>;\n}\n',
  'app/page.tsx': 'export default function Page() {\n  return <main>Acme</main>;\n}\n',
};

/** `{ files, planted }`: texts by path, and what is in those with a value: its kind (`null`: no secret) and
 * mode, what it is, the form. */
export function tree(seed) {
  const random = new Random(seed);
  const files = new Map(Object.entries(PROJECT));
  const planted = [];
  const add = (path, text, about) => {
    files.set(path, text);
    planted.push({ path, ...about });
  };
  const plant = (kind, about, { form, value, file }, mode) =>
    add(`src/${String(planted.length).padStart(4, '0')}/${file.name}`, file.text, { kind, mode, about, form, value });
  for (const kind of KINDS) {
    for (const secret of secrets(kind, random)) plant(kind.id, kind.id, secret, kind.mode);
  }
  for (const like of LOOK_ALIKES) {
    for (const innocent of innocents(like, random)) plant(null, like.id, innocent);
  }
  for (const [path, text] of LOOK_ALIKE_FILES) add(path, random.expand(text), { kind: null, about: path, form: 'whole file' });
  return { files, planted };
}

/** The files that hold a secret of the kind. */
function* secrets(kind, random) {
  const made = () => random.expand(kind.value);
  const it = () => spellings(random.pick(kind.env));
  yield* inPlaces(random, SECRETS.places, it, made);
  for (const [form, write] of random.sample(Object.entries(DISGUISES), SECRETS.disguises)) {
    const value = made();
    const { before, expr } = write(value);
    const [, place] = random.pick(Object.entries(PLACES));
    yield { form, value, file: program(before, place({ ...it(), expr })) };
  }
  for (const use of kind.uses) {
    if (typeof use === 'string') yield used(use, random, made(), 'call');
    else yield* requests(use, random, made);
  }
  yield* inFiles(FILES, random, SECRETS.files, it, made);
  if (kind.mode !== 'named') {
    const shaped = Object.entries(SHAPED_FILES).filter(([form]) => kind.mode !== 'weak' || form !== 'test file');
    yield* inFiles(Object.fromEntries(shaped), random, SECRETS.shaped, it, made);
  }
  yield* inFiles(OWN_FILES[kind.id] ?? {}, random, Infinity, it, made);
}

/** The files that hold a look-alike. */
function* innocents(like, random) {
  const made = () => random.expand(like.value);
  const it = () => spellings(random.pick(like.env));
  yield* inPlaces(random, INNOCENT.places, it, made);
  for (const use of like.uses) yield used(use, random, made(), 'call');
  yield* inFiles(FILES, random, INNOCENT.files, it, made);
}

/** Literals in a program, under a name. */
function* inPlaces(random, count, it, made) {
  for (const [form, place] of random.sample(Object.entries({ ...PLACES, ...LITERAL_PLACES }), count)) {
    const value = made();
    const { before, expr } = random.pick(Object.values(LITERALS))(value);
    // An attribute and an enumeration take no text with line ends and quotes.
    if (form in LITERAL_PLACES && /["\n]/.test(value)) continue;
    yield { form, value, file: program(before, place({ ...it(), expr, value, literal: JSON.stringify(value) })) };
  }
}

function* inFiles(forms, random, count, it, made) {
  for (const [form, write] of random.sample(Object.entries(forms), count)) {
    const value = made();
    const file = write({ ...it(), value });
    if (file !== null) yield { form, value, file };
  }
}

/** Code that hands the value to somebody: as a literal, or by a name that says nothing. */
function used(template, random, value, form) {
  const isNamed = random.below(3) === 0;
  const before = isNamed ? `const value = ${JSON.stringify(value)};\n` : '';
  // Strings are matched first, so that a mark inside of one is a part of it.
  const code = random.expand(template).replace(/"([^"]*)"|\$/g, (whole, inside) => {
    if (inside === undefined) return isNamed ? 'value' : JSON.stringify(value);
    if (!inside.includes('$')) return whole;
    const [head, tail] = inside.split('$');
    return isNamed ? `\`${head}\${value}${tail}\`` : JSON.stringify(head + value + tail);
  });
  const imports = /^(?:import [^;]*;\s*)+/.exec(code)?.[0] ?? '';
  const rest = code.slice(imports.length);
  const body = rest.startsWith('fetch(') ? `export const send = (token) => ${rest};` : rest;
  return { form: isNamed ? `${form} with a name` : form, value, file: program(`${imports}${before}`, { extension: body.includes('<') ? 'tsx' : 'ts', text: body }) };
}

/** A request, in one of the ways to make it. */
function* requests({ url, name, scheme, user }, random, made) {
  for (const [form, write] of random.sample(Object.entries(user === undefined ? REQUESTS : BASIC), SECRETS.requests)) {
    const value = made();
    const isLiteral = random.below(3) > 0;
    const secret = isLiteral ? value : 'value';
    const it = { url: random.expand(url), name, user: user === undefined ? undefined : random.expand(user), value, secret, isLiteral };
    const file = write({ ...it, sent: user === undefined ? sent(scheme, secret, isLiteral) : undefined });
    const before = isLiteral || !file.text.includes('value') ? '' : `const value = ${JSON.stringify(value)};\n`;
    yield { form, value, file: program(before, file) };
  }
}

const program = (before, { extension, text }) => ({ name: `index.${extension}`, text: `${before}${text}\n` });
