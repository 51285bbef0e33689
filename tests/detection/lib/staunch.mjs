// What staunch finds in a folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** The program: STAUNCH_BIN, or the newest that was built here. */
export function binary() {
  const known = process.env.STAUNCH_BIN ?? ['release', 'debug'].map((profile) => join(ROOT, 'target', profile, 'staunch')).find(existsSync);
  if (known === undefined) throw new Error('no staunch: build it, or name it with STAUNCH_BIN');
  return known;
}

/** The findings, as `check --format json` gives them. */
export function check(folder) {
  const { status, stdout, stderr } = spawnSync(binary(), ['check', '--format', 'json', '.'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0 && status !== 1) throw new Error(`staunch failed: ${stderr}`);
  return JSON.parse(stdout).findings;
}

/** Rules about a place, whatever text stands there: a look-alike in it is no false alarm of theirs. */
const ABOUT_PLACES = ['literal-fallback', 'weak-signing-secret'];

/** Whether a finding says that a text is a secret. */
export const isAboutText = (finding) => !ABOUT_PLACES.includes(finding.rule);
