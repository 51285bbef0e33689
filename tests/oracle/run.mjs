// The oracle: builds the apps with the real bundlers and holds `staunch graph` and `staunch check` against what came out.
//
//   node run.mjs [APP…]      STAUNCH_BIN names the binary, else target/release or target/debug is taken
//
// What was built is left where something disagreed, and with KEEP=1.
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLERS, build } from './lib/build.mjs';
import { compare, f1 } from './lib/compare.mjs';
import { copyApp, editionsOf, workOf } from './lib/fixture.mjs';
import { ask, askOfBuild } from './lib/staunch.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const binary = findBinary();
const wanted = process.argv.slice(2);
const names = readdirSync(join(HERE, 'apps')).filter((name) => wanted.length === 0 || wanted.includes(name));

// Disagreements that are known and not yet mended: each is printed, none fails its case.
const known = readFileSync(join(HERE, 'known.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const met = new Set();

let passed = 0;
let failed = 0;
const editions = names.flatMap((name) => editionsOf(join(HERE, 'apps', name)).map((edition) => ({ name, edition })));
for (const { name: folder, edition } of editions) {
  const source = join(HERE, 'apps', folder);
  const app = copyApp(source, workOf(source, edition), edition);
  const { name } = app;
  const started = Date.now();
  const failedBefore = failed;
  try {
    await judge(app);
  } catch (error) {
    failed += app.cases.length;
    console.log(`${name}: ${error.message}`);
  }
  if (failed === failedBefore && !process.env.KEEP) rmSync(app.root, { recursive: true, force: true });
  console.log(`${name} took ${Math.round((Date.now() - started) / 1000)} s\n`);
}
const mended = known.filter((line) => names.includes(line.split(/:| on /)[0]) && !met.has(line));
for (const line of mended) console.log(`mended, take it out of known.txt: ${line}`);
console.log(`${known.length - mended.length} disagreements are known`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function judge(app) {
  // Asked before the build, as a user does; what a build leaves must not matter.
  const said = ask(binary, app);
  const built = {};
  for (const bundler of BUNDLERS[app.bundlers]) {
    const it = await build(bundler, app);
    built[bundler.name] = { ...it, told: askOfBuild(binary, app, it.out) };
  }
  const { disagreements, scores } = compare(app, built, said);
  for (const [name, score] of Object.entries(scores)) {
    const { hits, extra, missed } = score;
    console.log(`${app.name}, ${name}: F1 ${f1(score).toFixed(3)} (${hits} modules ship, ${extra} more are said to, ${missed} are missed)`);
  }
  for (const { name, about } of app.cases) {
    const sentences = disagreements.get(name).map((sentence) => ({ sentence, line: `${app.name}: ${sentence}` }));
    const isFine = sentences.every(({ line }) => known.includes(line));
    if (isFine) passed += 1;
    else failed += 1;
    console.log(`${isFine ? 'ok  ' : 'FAIL'} ${app.name}/${name}: ${about}`);
    for (const { sentence, line } of sentences) {
      console.log(`       ${known.includes(line) ? 'known: ' : ''}${sentence}`);
      met.add(line);
    }
  }
}

function findBinary() {
  const target = resolve(HERE, '../../target');
  const candidates = [process.env.STAUNCH_BIN, join(target, 'release/staunch'), join(target, 'debug/staunch')].filter((path) => path && existsSync(path));
  if (candidates.length === 0) throw new Error('no staunch binary: cargo build, or set STAUNCH_BIN');
  // The one asked for, else the newest.
  return process.env.STAUNCH_BIN ? resolve(candidates[0]) : candidates.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
