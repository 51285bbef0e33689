// How a value is written down: code before it, and the expression that gives it.

const single = (value) => `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
const double = (value) => JSON.stringify(value);
const back = (value) => `\`${value.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** Cut into that many parts of about the same length. */
function cut(value, parts) {
  const length = Math.ceil(value.length / parts);
  return Array.from({ length: parts }, (_, part) => value.slice(part * length, (part + 1) * length)).filter(Boolean);
}

const escaped = (value, one) => `"${Array.from(value, one).join('')}"`;
const code = (character, width) => character.charCodeAt(0).toString(16).padStart(width, '0');
const plain = (expr) => ({ before: '', expr });

/** The usual ways. */
export const LITERALS = {
  'single quotes': (value) => plain(single(value)),
  'double quotes': (value) => plain(double(value)),
  template: (value) => plain(back(value)),
};

/** The unusual ones: put together from parts, or encoded. */
export const DISGUISES = {
  concatenation: (value) => plain(cut(value, 2).map(double).join(' + ')),
  'concatenation over lines': (value) => plain(`(\n  ${cut(value, 3).map(double).join(' +\n  ')}\n)`),
  join: (value) => plain(`[${cut(value, 3).map(double).join(', ')}].join("")`),
  'template of parts': (value) => {
    const [head, tail] = cut(value, 2);
    return { before: `const head = ${double(head)};\nconst tail = ${double(tail)};\n`, expr: '`${head}${tail}`' };
  },
  concat: (value) => plain(cut(value, 2).map(double).join('.concat(') + ')'),
  atob: (value) => plain(`atob("${Buffer.from(value).toString('base64')}")`),
  'Buffer of base64': (value) => plain(`Buffer.from("${Buffer.from(value).toString('base64')}", "base64").toString("utf8")`),
  'Buffer of hex': (value) => plain(`Buffer.from("${Buffer.from(value).toString('hex')}", "hex").toString()`),
  reversed: (value) => plain(`${double([...value].reverse().join(''))}.split("").reverse().join("")`),
  'Unicode escapes': (value) => plain(escaped(value, (character) => `\\u${code(character, 4)}`)),
  'hex escapes': (value) => plain(escaped(value, (character) => `\\x${code(character, 2)}`)),
  'another constant': (value) => ({ before: `const written = ${double(value)};\n`, expr: 'written' }),
};
