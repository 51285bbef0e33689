// False alarms on code that people publish:  node tests/detection/corpus.mjs
//
// Well-known npm packages, laid out as if they were the project's own source. What they hold of secrets is next to nothing; they
// are full of hashes, tables, encoded data, minified code.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './lib/staunch.mjs';

const PACKAGES = [
  'axios@1.7.7', 'bcryptjs@2.4.3', 'crypto-js@4.2.0', 'd3@7.9.0', 'dotenv@16.4.5', 'elliptic@6.6.0', 'express@4.21.1', 'got@14.4.4',
  'highlight.js@11.10.0', 'jose@5.9.6', 'jquery@3.7.1', 'js-yaml@4.1.0', 'jsonwebtoken@9.0.2', 'marked@14.1.3', 'next-auth@4.24.10', 'node-forge@1.3.1',
  'openai@4.71.0', 'passport@0.7.0', 'prettier@3.3.3', 'react-dom@18.3.1', 'socket.io-client@4.8.1', 'stripe@17.3.1', 'tailwindcss@3.4.14', 'terser@5.36.0',
  'vue@3.5.12', 'web3-utils@4.3.2', 'ws@8.18.0', 'zod@3.23.8',
];
const ALLOWED = 3;

const work = join(import.meta.dirname, '.work', 'corpus');
mkdirSync(work, { recursive: true });
writeFileSync(join(work, 'package.json'), JSON.stringify({ name: 'corpus', private: true }));
for (const name of PACKAGES) unpack(name, join(work, 'src', name.replaceAll('/', '+')));

const started = Date.now();
const findings = check(work);
console.log(`${(size(join(work, 'src')) / 1e6).toFixed(1)} MB of ${PACKAGES.length} packages in ${((Date.now() - started) / 1000).toFixed(1)} s: ${findings.length} findings`);
for (const it of findings) console.log(`  ${it.file}:${it.range.start.line}  ${it.rule} (${it.provider ?? 'nobody'}): ${it.message}`);
const isFine = findings.length <= ALLOWED;
console.log(isFine ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exitCode = isFine ? 0 : 1;

/** Fetches a package once. Nothing of it is run. */
function unpack(name, folder) {
  if (existsSync(folder)) return;
  const [archive] = JSON.parse(execFileSync('npm', ['pack', name, '--json', '--pack-destination', work], { encoding: 'utf8' }));
  const path = join(work, archive.filename);
  const fresh = join(work, 'fresh');
  mkdirSync(fresh, { recursive: true });
  execFileSync('tar', ['-xzf', path, '-C', fresh, '--strip-components=1']);
  mkdirSync(join(work, 'src'), { recursive: true });
  renameSync(fresh, folder);
  rmSync(path);
}

function size(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}
