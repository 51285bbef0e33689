// Production builds, and what can be read from them: the modules of the client and the places of each canary.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answers } from './answers.mjs';
import { filesBelow, isSource } from './fixture.mjs';
import { shippedSources } from './source-map.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const modulesOf = (edition) => join(ROOT, 'editions', edition, 'node_modules');
const TIMEOUT_MS = 5 * 60_000;

const next = (name, modules, flags) => ({
  name,
  command: [join(modules, 'next/dist/bin/next'), 'build', ...flags],
  out: `.next-${name}`,
  isClient: (file) => file.startsWith('static/'),
  /** Pages are asked for from the started app. */
  isPage: () => false,
  /** Served from where it stands. */
  published: (folder) => join(folder, 'public'),
});

const vite = (name, module) => ({
  name,
  command: [join(MODULES, module, 'bin/vite.js'), 'build'],
  out: `dist-${name}`,
  isClient: (file) => file.startsWith('assets/'),
  isPage: (file) => file.endsWith('.html'),
  /** Copied beside the assets. */
  published: (_, out) => out,
});

/** By the edition of an app, else by its framework. */
export const BUNDLERS = {
  next: [next('turbopack', MODULES, ['--turbopack']), next('webpack', MODULES, ['--webpack'])],
  next15: [next('webpack', modulesOf('next15'), []), next('turbopack', modulesOf('next15'), ['--turbopack'])],
  next14: [next('webpack', modulesOf('next14'), [])],
  vite: [vite('vite8', 'vite'), vite('vite7', 'vite7')],
};

/** Builds an app and returns `{ out, modules, client, page, published, answers }`: the output's folder, paths of the modules that
 * ship, relative to the app's root, and the texts of each kind of output; the answers of an app that is started, too. */
export async function build(bundler, app) {
  const { folder, root, texts } = app;
  const log = await run(bundler, folder);
  const out = join(folder, bundler.out);
  const outputs = filesBelow(out).map((path) => ({ path, file: relative(out, path).split(sep).join('/') }));
  const client = outputs.filter(({ file }) => bundler.isClient(file) && !file.endsWith('.map'));
  const text = (paths) => paths.map((path) => readFileSync(path, 'latin1')).join('\n');
  const scripts = text(client.map(({ path }) => path));
  const modules = new Set();
  for (const { path } of client) {
    const script = readFileSync(path, 'utf8');
    const [, name] = /\n\/\/# sourceMappingURL=(\S+\.map)\s*$/.exec(script) ?? [];
    if (!name) continue;
    const map = join(dirname(path), decodeURIComponent(name));
    for (const source of shippedSources(script, JSON.parse(readFileSync(map, 'utf8')))) modules.add(locate(source, map, folder, root));
  }
  const unescaped = scripts.replaceAll('\\', '');
  for (const [file, source] of texts) if (isSource(file) && unescaped.includes(longestLine(source))) modules.add(file);
  modules.delete(null);
  if (modules.size === 0) throw new Error(`${bundler.name} left no source maps of the client\n${log}`);
  const published = bundler.published(folder, out);
  const isMade = (file) => bundler.isClient(file) || bundler.isPage(file);
  return {
    out,
    modules,
    answers: app.started ? await answers(bundler, app, environment(bundler)) : null,
    client: scripts,
    page: text(outputs.filter(({ file }) => bundler.isPage(file)).map(({ path }) => path)),
    published: existsSync(published) ? text(filesBelow(published).filter((path) => !isMade(relative(published, path)))) : '',
  };
}

/** What gives a source away that stands in a script as a text, as `?raw` puts it there: code would have been minified. */
function longestLine(source) {
  return source.split('\n').reduce((longest, line) => (line.length > longest.length ? line : longest), '');
}

/** A source as a bundler writes it, relative to the app's root; null for what is no file of ours. */
function locate(source, map, folder, root) {
  const plain = source.replace(/\?.*$/, '');
  if (plain.includes('node_modules/')) return null;
  // webpack names them from the app (webpack://_N_E/./app/x.ts), Turbopack from its root, Vite from the map.
  const webpack = /^webpack:\/\/[^/]*\/(.*)$/.exec(plain)?.[1];
  const turbopack = /^turbopack:\/\/\/\[project\]\/(.*)$/.exec(plain)?.[1];
  // (Vite 7 writes those of a worker from the output folder, one above.)
  const bases = webpack ? [folder] : turbopack ? [ROOT] : [dirname(map), dirname(dirname(map))];
  const path = bases.map((base) => resolve(base, decodeURI(webpack ?? turbopack ?? plain))).find((candidate) => existsSync(candidate));
  return path ? relative(root, path).split(sep).join('/') : null;
}

function environment(bundler) {
  const quiet = { NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', CI: '1' };
  return { PATH: process.env.PATH, HOME: process.env.HOME, ORACLE_DIST: bundler.out, ORACLE_ROOT: ROOT, ...quiet };
}

function run(bundler, folder) {
  return new Promise((done, fail) => {
    let log = '';
    const child = spawn(process.execPath, bundler.command, { cwd: folder, env: environment(bundler), timeout: TIMEOUT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
    child.on('close', (code, signal) => {
      if (code === 0) done(log);
      else fail(new Error(`${bundler.name} ended with ${code ?? signal}\n${log.slice(-6000)}`));
    });
  });
}
