// Applies a WorkspaceEdit to the disk, as strictly as VS Code does.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns `{ created, changed }`, paths. A file to be created that is there already is an error. */
export function applyToDisk(edit) {
  const created = [];
  const changed = [];
  for (const change of edit.documentChanges ?? Object.entries(edit.changes).map(toDocumentEdit)) {
    if (change.kind === 'create') {
      const path = fileURLToPath(change.uri);
      if (existsSync(path)) throw new Error(`${path} is to be created and is there already`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
      created.push(path);
    } else if (change.kind) {
      throw new Error(`an edit of the kind ${change.kind} was not expected`);
    } else {
      const path = fileURLToPath(change.textDocument.uri);
      writeFileSync(path, applyEdits(readFileSync(path, 'utf8'), change.edits));
      if (!created.includes(path)) changed.push(path);
    }
  }
  return { created, changed };
}

const toDocumentEdit = ([uri, edits]) => ({ textDocument: { uri }, edits });

function applyEdits(text, edits) {
  const starts = [0];
  for (const newline of text.matchAll(/\r\n|\r|\n/g)) starts.push(newline.index + newline[0].length);
  const offset = ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length);
  const placed = edits.map(({ range, newText }, order) => ({ start: offset(range.start), end: offset(range.end), newText, order }));
  placed.sort((a, b) => a.start - b.start || a.order - b.order);
  let out = '';
  let at = 0;
  for (const { start, end, newText } of placed) {
    if (start < at) throw new Error('two edits overlap');
    out += text.slice(at, start) + newText;
    at = end;
  }
  return out + text.slice(at);
}
