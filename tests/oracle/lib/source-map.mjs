// Which sources a script holds code of, by its source map. A source that is only listed there is not among them, nor is one
// that only the import of another module is mapped to: a barrel that left nothing else behind.

const DIGITS = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((c, i) => [c, i]));

/** How Turbopack's output imports a module: `o=t.i(93790)`, `var o=t.i(93790)`. */
const IMPORT = /(?:(?:var|let|const) )?(?:\w+=)?\b\w+\.i\(\d+\)/g;

/** The sources of `map` that code of `script` comes from. */
export function shippedSources(script, map) {
  const lines = script.split('\n').map((text) => ({ imports: [...text.matchAll(IMPORT)].map((m) => [m.index, m.index + m[0].length]) }));
  const isImport = (line, column) => lines[line]?.imports.some(([start, end]) => column >= start && column < end);
  const sections = map.sections ?? [{ offset: { line: 0, column: 0 }, map }];
  const shipped = new Set();
  for (const { offset, map: part } of sections) {
    for (const { line, column, source } of mappings(part.mappings)) {
      if (isImport(line + offset.line, column + (line === 0 ? offset.column : 0))) continue;
      shipped.add((part.sourceRoot ?? '') + part.sources[source]);
    }
  }
  return [...shipped];
}

/** The places of the output that are mapped: `{ line, column, source }`, all from 0. */
function* mappings(text) {
  let source = 0;
  for (const [line, segments] of text.split(';').entries()) {
    let column = 0;
    for (const segment of segments.split(',')) {
      const [columns, sources] = decode(segment);
      column += columns ?? 0;
      if (sources === undefined) continue;
      source += sources;
      yield { line, column, source };
    }
  }
}

/** Base 64 VLQ: five bits a digit, the sixth says that more follow, the lowest bit of the value is its sign. */
function decode(segment) {
  const fields = [];
  let value = 0;
  let shift = 0;
  for (const char of segment) {
    const digit = DIGITS.get(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    fields.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return fields;
}
