// The steps of the proof, each standing on those before.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { visit } from './browser.mjs';
import { LanguageClient } from './lsp.mjs';
import { applyToDisk } from './workspace-edit.mjs';

export function prove({ app, scenario, twilio, browser, binary }) {
  const state = {};
  const { action: wanted = 'move-to-route', refusals = [401, 403] } = scenario;
  const cookie = () => scenario.cookie(app.variables());

  /** Starts the app, lets `use` have it, stops it. */
  async function started(use) {
    const server = await app.start(twilio.port);
    try {
      return await use(server);
    } catch (error) {
      error.message += `\n${server.log()}`;
      throw error;
    } finally {
      server.stop();
    }
  }

  /** What a person sees and what Twilio is asked, when it sends and when it refuses to. */
  async function experience(server, who) {
    const outcomes = {};
    for (const refuses of [false, true]) {
      twilio.refuses = refuses;
      const { seen, posts } = await visit(browser, { origin: server.origin, scenario, twilio, cookie: who });
      outcomes[refuses ? 'refused' : 'sent'] = { seen, requests: twilio.taken(), posts };
    }
    twilio.refuses = false;
    return outcomes;
  }

  const steps = {
    async 'the app as it is sends from the browser, with the token in its scripts'() {
      app.copy();
      state.token = app.variables()[scenario.variable];
      app.build();
      const scripts = app.clientText();
      assert(scripts.includes(state.token), 'the token is not in the scripts to begin with');
      assert(scripts.includes(scenario.sdk), `${scenario.sdk} is not in the scripts to begin with`);
      state.before = await started((server) => experience(server));
      assert.equal(state.before.sent.requests.length, 1, 'the browser did not reach Twilio');
      assert.notEqual(state.before.sent.seen, state.before.refused.seen);
      assert.deepEqual(state.before.sent.posts, []);
    },

    async 'the language server shows the leak and offers the move'() {
      state.files = new Map(app.files().map((path) => [path, readFileSync(path)]));
      await edited(async (client, path) => {
        const [diagnostic] = await client.diagnostics(path, (it) => textAt(path, it.range).includes(scenario.variable));
        const action = (await client.codeActions(path, diagnostic))?.find(({ data }) => data?.action === wanted);
        assert(action, 'the move is not offered');
        assert(!action.disabled, `the move is refused: ${action.disabled?.reason}`);
        const { edit } = await client.resolve(action);
        assert(edit, 'the resolved action has no edit');
        state.edit = applyToDisk(edit);
      });
      assert(state.edit.created.some((path) => /[/\\]api[/\\]/.test(path)), `no route among ${state.edit.created.join(', ')}`);
    },

    async 'the variable has a private name everywhere, and its value is kept'() {
      const texts = app.files().map((path) => [app.name(path), readFileSync(path, 'utf8')]);
      for (const [name, text] of texts) assert(!text.includes(scenario.variable), `${name} still has ${scenario.variable}`);
      const [privateName] = Object.entries(app.variables()).find(([, value]) => value === state.token) ?? [];
      assert(privateName, 'the value is in no .env file any more');
      assert(!privateName.startsWith('NEXT_PUBLIC_'));
      assert(texts.some(([name, text]) => /\/api\//.test(name) && text.includes(privateName)), `the route does not read ${privateName}`);
    },

    async 'files that the move does not concern are as they were'() {
      const { created, changed } = state.edit;
      for (const [path, bytes] of state.files) {
        if (!changed.includes(path)) assert(bytes.equals(readFileSync(path)), `${app.name(path)} was changed`);
      }
      for (const path of created) assert(!state.files.has(path), `${app.name(path)} was there already`);
    },

    async 'it type-checks'() {
      if (app.isTyped) app.typecheck();
    },

    async 'it builds, and neither the token nor the SDK is in the scripts'() {
      app.build();
      assertClean();
    },

    async 'check finds nothing there any more, and the move is not offered again'() {
      const touched = [...state.edit.created, ...state.edit.changed].map((path) => app.name(path)).filter((name) => /\.[jt]sx?$/.test(name));
      const left = staunch('check', '--format', 'json').findings.filter(({ file }) => touched.includes(file));
      const loud = left.filter(({ severity }) => severity === 'critical' || severity === 'high');
      assert.deepEqual(loud.map(({ rule, file }) => `${rule} in ${file}`), []);
      assert(!left.some(({ actions }) => actions.some(({ id, disabled }) => id === wanted && !disabled)), 'the move is offered again');
    },

    async 'a stranger is refused, and Twilio is not called'() {
      await started(async (server) => {
        const { seen, posts } = await visit(browser, { origin: server.origin, scenario, twilio });
        assert.notEqual(seen, state.before.sent.seen, 'a visitor without a session is told that it worked');
        assert.equal(posts.length, 1, 'the page does not post to the route');
        [state.call] = posts;
        for (const body of [state.call.body, '{}', '', 'null', '[]', '{"to":"+15005550009"}', 'x'.repeat(200_000)]) {
          for (const headers of [sameOrigin(server), { origin: 'https://elsewhere.example' }, {}]) {
            const status = await post(server, state.call.path, body, headers);
            assert(refusals.includes(status), `a POST of a stranger is answered ${status}`);
          }
        }
        const { status } = await fetch(server.origin + state.call.path);
        assert([404, 405].includes(status), `a GET is answered ${status}`);
      });
      assert.deepEqual(twilio.taken(), []);
    },

    async 'the guard is satisfied'() {
      if (scenario.houseGuard) {
        const route = state.edit.created.find((path) => /[/\\]api[/\\]/.test(path));
        assert.match(readFileSync(route, 'utf8'), scenario.houseGuard, "the app's own guard is not used");
        return;
      }
      if (scenario.opens) {
        const { file, from, to } = scenario.opens;
        assert(app.read(file).includes(from), `${file} is not closed to begin with`);
        app.write(file, app.read(file).replace(from, to));
      } else fillIn(scenario.guard);
      if (app.isTyped) app.typecheck();
      app.build();
      assertClean();
    },

    async 'for those who may, the result and the request are the same as before'() {
      const after = await started((server) => experience(server, cookie()));
      for (const outcome of ['sent', 'refused']) {
        assert.equal(after[outcome].seen, state.before[outcome].seen);
        assert.deepEqual(after[outcome].requests, state.before[outcome].requests);
      }
      state.call = after.sent.posts[0];
    },

    async 'nothing but the call itself can be asked for'() {
      const who = cookie();
      const session = who ? { cookie: `${who.name}=${who.value}` } : {};
      await started(async (server) => {
        const headers = { ...sameOrigin(server), ...session };
        const call = JSON.parse(state.call.body);
        const [expected] = state.before.sent.requests;
        const wishes = { url: 'https://elsewhere.example', path: '/x', method: 'GET', from: '+1', From: '+1', headers: {}, token: 'x', accountSid: 'x', options: {} };
        const answer = await post(server, state.call.path, JSON.stringify({ ...wishes, ...call }), headers);
        const requests = twilio.taken();
        // Taken without the additional fields, or not taken at all.
        if (answer < 300) assert.deepEqual(requests, [expected], 'a field of the body reached Twilio');
        else assert.deepEqual([Math.floor(answer / 100), requests], [4, []]);

        const wrong = ['', '{', 'null', '[]', '"x"', '{}', 'x'.repeat(2_000_000), JSON.stringify(mapValues(call, () => ({ nested: true }))), JSON.stringify(mapValues(call, () => 'y'.repeat(100_000)))];
        for (const body of wrong) {
          const status = await post(server, state.call.path, body, headers);
          assert(status >= 400 && status < 500, `a body of ${body.slice(0, 40)} is answered ${status}`);
        }
        for (const origin of ['https://elsewhere.example', 'null']) {
          const status = await post(server, state.call.path, state.call.body, { ...session, origin, 'sec-fetch-site': 'cross-site' });
          assert([401, 403].includes(status), `a POST from another origin is answered ${status}`);
        }
      });
      assert.deepEqual(twilio.taken(), []);
    },
  };

  /** Has `requireCaller` let those with the test's cookie through. */
  function fillIn({ file, header }) {
    const text = app.read(file);
    const stub = requireCaller(text);
    assert.match(stub.match(/\breturn\b.*/g).join(' '), /^return null;?$/, 'requireCaller is to return null and nothing else');
    const decision = `return ${header}?.includes('session=of-the-test') ? { id: 'tester' } : null`;
    app.write(file, text.replace(stub, stub.replace('return null', decision)));
  }

  function assertClean() {
    const scripts = app.clientText();
    assert(!scripts.includes(state.token), 'the token is still in the scripts');
    assert(!scripts.includes(scenario.sdk), `${scenario.sdk} is still in the scripts`);
  }

  async function edited(use) {
    const client = new LanguageClient(binary, app.folder);
    try {
      await client.initialize();
      const path = app.path(scenario.file);
      client.open(path, /\.tsx?$/.test(path) ? 'typescriptreact' : 'javascriptreact');
      await use(client, path);
      assert.equal(await client.close(), 0, 'the server ends with another code than 0');
    } finally {
      client.kill();
    }
  }

  function staunch(...args) {
    const { status, stdout, stderr } = spawnSync(binary, args, { cwd: app.folder, encoding: 'utf8', timeout: 60_000 });
    assert([0, 1].includes(status), `staunch ${args.join(' ')} ended with ${status}: ${stderr}`);
    return JSON.parse(stdout);
  }

  return Object.entries(steps).map(([what, check]) => ({ what, check: () => named(what, check) }));
}

async function named(what, check) {
  try {
    await check();
  } catch (error) {
    throw new Error(`${what}: ${error.message}`, { cause: error });
  }
}

const mapValues = (object, to) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, to(value)]));
const sameOrigin = ({ origin }) => ({ origin, 'sec-fetch-site': 'same-origin' });

/** The text of `requireCaller`, from its name to the brace that ends it. */
function requireCaller(text) {
  const found = /function requireCaller\b[\s\S]*?\n\}/.exec(text);
  assert(found, 'there is no function requireCaller');
  return found[0];
}

function textAt(path, { start, end }) {
  const line = readFileSync(path, 'utf8').split(/\r\n|\r|\n/)[start.line] ?? '';
  return start.line === end.line ? line.slice(start.character, end.character) : line.slice(start.character);
}

/** Posts as any program can: with whatever headers. The status of the answer. */
function post({ origin }, path, body, headers) {
  return new Promise((done, fail) => {
    const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
    const call = request(origin + path, { method: 'POST', headers: all, timeout: 20_000 }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? done(413) : fail(error)));
    call.end(body);
  });
}
