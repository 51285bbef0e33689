// An app under test: its copy, its builds, its server.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plant } from '../../../oracle/lib/canary.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const APPS = resolve(HERE, '../..');
const BUILD_MS = 5 * 60_000;
const START_MS = 60_000;
const LEFT_OUT = ['node_modules', '.next', 'next-env.d.ts', 'tsconfig.tsbuildinfo'];

export class App {
  constructor(source) {
    this.source = resolve(HERE, '..', source);
    this.folder = join(APPS, '.work', this.source.split(sep).at(-1));
  }

  /** Copies the app to a repository of its own, where one commit holds it, with the shared packages linked in. */
  copy() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    for (const name of readdirSync(this.source).filter((name) => !LEFT_OUT.includes(name))) {
      cpSync(join(this.source, name), join(this.folder, name === 'gitignore' ? '.gitignore' : name), { recursive: true });
    }
    for (const path of this.files()) writeFileSync(path, plant(readFileSync(path, 'utf8')).text);
    const git = (...args) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: this.folder });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'The app as it is');
    this.#link();
  }

  /** Hard links: Turbopack does not follow a link that leaves the app. */
  #link() {
    const shared = join(APPS, 'node_modules');
    const wanted = JSON.parse(this.read('package.json')).dependencies;
    for (const [name, version] of Object.entries(wanted)) {
      const installed = JSON.parse(readFileSync(join(shared, name, 'package.json'), 'utf8')).version;
      if (installed !== version) throw new Error(`${this.source} asks for ${name} ${version}, tests/apps has ${installed}`);
    }
    execFileSync('cp', ['-al', shared, join(this.folder, 'node_modules')]);
  }

  files(folder = this.folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (LEFT_OUT.includes(entry.name) || entry.name === '.git') return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? this.files(path) : [path];
    });
  }

  path(file) {
    return join(this.folder, file);
  }

  name(path) {
    return relative(this.folder, path).split(sep).join('/');
  }

  read(file) {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file, text) {
    writeFileSync(this.path(file), text);
  }

  get isTyped() {
    return existsSync(this.path('tsconfig.json'));
  }

  /** The variables of its `.env` files. */
  variables() {
    const files = ['.env.local', '.env'].filter((file) => existsSync(this.path(file)));
    const pairs = files.flatMap((file) => [...this.read(file).matchAll(/^([A-Za-z_]\w*)=(.*)$/gm)].map(([, name, value]) => [name, value]));
    return Object.fromEntries(pairs);
  }

  build() {
    rmSync(this.path('.next'), { recursive: true, force: true });
    this.#run('next build', [this.path('node_modules/next/dist/bin/next'), 'build']);
  }

  typecheck() {
    this.#run('tsc --noEmit', [this.path('node_modules/typescript/bin/tsc'), '--noEmit']);
  }

  #run(what, command) {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, command, {
      cwd: this.folder,
      env: this.#env(),
      encoding: 'utf8',
      timeout: BUILD_MS,
    });
    if (status !== 0) throw new Error(`${what} failed: ${error?.message ?? ''}\n${stdout}${stderr}`);
  }

  /** Everything in the browser's scripts. */
  clientText() {
    const texts = [];
    const walk = (folder) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) walk(path);
        else texts.push(readFileSync(path, 'latin1'));
      }
    };
    walk(this.path('.next/static'));
    return texts.join('\n');
  }

  /** `next start` on a free port, with Twilio on loopback; resolves once it answers. */
  async start(twilioPort) {
    const port = await freePort();
    const env = { ...this.#env(), FAKE_TWILIO_PORT: String(twilioPort), NODE_OPTIONS: `--require=${join(HERE, 'redirect.cjs')}` };
    const command = [this.path('node_modules/next/dist/bin/next'), 'start', '--port', String(port), '--hostname', '127.0.0.1'];
    const server = spawn(process.execPath, command, { cwd: this.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (log += chunk));
    const origin = `http://127.0.0.1:${port}`;
    for (const until = Date.now() + START_MS; ; await new Promise((done) => setTimeout(done, 100))) {
      if (await fetch(origin, { redirect: 'manual' }).catch(() => null)) break;
      if (server.exitCode !== null || Date.now() > until) throw new Error(`next start does not answer\n${log}`);
    }
    return { origin, stop: () => server.kill(), log: () => log };
  }

  #env() {
    return { PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  }
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
