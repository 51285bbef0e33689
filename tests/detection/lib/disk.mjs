// A tree in a folder of its own, in git's index, so that `.env` files are tracked.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Calls back with the folder, which is gone afterwards; KEEP=1 leaves it. */
export function withTree(name, { files, planted }, use) {
  const folder = mkdtempSync(join(tmpdir(), `staunch-${name}-`));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    git('init', '--quiet');
    git('add', '--all');
    return use(folder, planted);
  } finally {
    if (process.env.KEEP) console.log(`the tree is in ${folder}`);
    else rmSync(folder, { recursive: true });
  }
}
