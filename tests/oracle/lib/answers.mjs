// What a started app answers: every header and body, as one text.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { plant } from './canary.mjs';

const START_MS = 60_000;
const ANSWER_MS = 20_000;

/** Starts the build that `bundler` made of the app, sends the requests of its cases and the actions of its pages, and
 * stops it. Returns all that came back. */
export async function answers(bundler, app, environment) {
  const port = await freePort();
  const [next] = bundler.command;
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], { cwd: app.folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
  try {
    const base = `http://127.0.0.1:${port}`;
    await untilUp(base, child, () => log);
    const texts = [];
    for (const { method, path, headers, body } of requestsOf(app, join(app.folder, bundler.out))) {
      texts.push(await answer(base + path, { method, headers, body }));
    }
    return texts.join('\n');
  } finally {
    child.kill('SIGKILL');
  }
}

/** Of each case what it asks for (with a canary in the address, where one is named), else its page: the page itself, its payload or data, and every server action there is. */
function* requestsOf(app, out) {
  const buildId = readFileSync(join(out, 'BUILD_ID'), 'utf8').trim();
  for (const { name, requests } of app.cases) {
    for (const request of requests ?? [`GET /${name}`]) {
      const [method, path] = plant(request).text.split(' ');
      yield { method, path };
      if (method !== 'GET') continue;
      yield { method, path, headers: { RSC: '1' } };
      yield { method, path: `/_next/data/${buildId}${path}.json` };
    }
    for (const id of actionsOf(out)) {
      if (!requests) yield { method: 'POST', path: `/${name}`, headers: { 'Next-Action': id, 'Content-Type': 'text/plain;charset=UTF-8' }, body: '[]' };
    }
  }
}

/** The ids of the server actions. Cached functions have ids as well, which no browser is told: their first bit is set. */
function actionsOf(out) {
  const manifest = join(out, 'server/server-reference-manifest.json');
  const ids = existsSync(manifest) ? Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).node) : [];
  return ids.filter((id) => id.length === 40 || parseInt(id.slice(0, 2), 16) < 0x80);
}

async function answer(url, { method, headers, body }) {
  try {
    const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    const head = [...response.headers].map(([name, value]) => `${name}: ${decoded(value)}`);
    return [...head, await response.text()].join('\n');
  } catch {
    // A proxied answer whose host is not there.
    return '';
  }
}

function decoded(header) {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}

async function untilUp(base, child, log) {
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    if (child.exitCode !== null) break;
    try {
      await fetch(base, { signal: AbortSignal.timeout(ANSWER_MS) });
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  throw new Error(`the app does not start\n${log().slice(-2000)}`);
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
