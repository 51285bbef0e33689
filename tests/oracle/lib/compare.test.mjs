// The judge itself: each disagreement is a sentence, and agreement is silence.
import assert from 'node:assert/strict';
import test from 'node:test';
import { compare, f1 } from './compare.mjs';

const TOKEN = 'canary-of-the-token';

/** An app of two modules, of which `a.ts` ships with the value of `NEXT_PUBLIC_TOKEN`, and what is said of it when all is right. */
function world() {
  const texts = new Map([
    ['one/a.ts', 'use(process.env.NEXT_PUBLIC_TOKEN)'],
    ['one/b.ts', ''],
    ['.env', `NEXT_PUBLIC_TOKEN=${TOKEN}`],
  ]);
  const build = () => ({ modules: new Set(['one/a.ts']), client: `f("${TOKEN}")`, published: '', told: [{ file: 'a.js', text: TOKEN, message: '' }] });
  const module = (client) => ({ client, certain: true, chain: [] });
  return {
    app: {
      name: 'app',
      root: '/app',
      folder: '/app',
      envFolder: '.',
      cases: [{ name: 'one', files: [] }],
      files: [...texts.keys()],
      texts,
      canaries: [{ label: 'token', name: 'NEXT_PUBLIC_TOKEN', names: ['NEXT_PUBLIC_TOKEN'], value: TOKEN, file: '.env', line: 1 }],
    },
    built: { own: build(), rival: build() },
    said: { modules: new Map([['one/a.ts', module(true)], ['one/b.ts', module(false)]]), findings: [finding('E4', 'one/a.ts')] },
  };
}

const finding = (exposure, file, rule = 'public-env-secret') => ({ exposure, file, rule, text: 'process.env.NEXT_PUBLIC_TOKEN', range: { start: { line: 1 } } });

/** What the judge says after a change. */
function sentences(change) {
  const { app, built, said } = world();
  change({ app, built, said });
  return compare(app, built, said).disagreements.get('one');
}

test('agreement is silence, and the score is full', () => {
  const { app, built, said } = world();
  const { disagreements, scores } = compare(app, built, said);
  assert.deepEqual(disagreements.get('one'), []);
  assert.equal(f1(scores.own), 1);
});

test('modules: missed, superfluous, unknown, and surer than the bundlers', () => {
  assert.match(sentences(({ said }) => (said.modules.get('one/a.ts').client = false))[0], /a\.ts ships, and is said not to/);
  assert.match(sentences(({ said }) => (said.modules.get('one/b.ts').client = true))[0], /b\.ts does not ship, and is said to/);
  assert.match(sentences(({ said }) => said.modules.delete('one/b.ts'))[0], /b\.ts is not in the graph/);
  assert.match(sentences(({ built }) => built.rival.modules.clear())[0], /ships with own only, and is said to be certain/);
});

test('values: missed, and wrongly said to ship', () => {
  assert.match(sentences(({ said }) => (said.findings = []))[0], /is in the bundle, and no finding says so/);
  assert.match(sentences(({ said }) => (said.findings = [finding('E1', 'one/a.ts')]))[0], /is in the bundle, and no finding says so/);
  const gone = ({ built }) => Object.values(built).forEach((build) => (build.client = ''));
  assert.match(sentences(gone)[0], /is in no bundle, and a finding says that it is/);
});

test('values: where bundlers differ, the own one decides, and nothing is certain', () => {
  const alone = (name, confidence) => ({ built, said }) => {
    built[name === 'own' ? 'rival' : 'own'].client = '';
    said.findings[0].confidence = confidence;
  };
  assert.deepEqual(sentences(alone('own', 'likely')), []);
  assert.match(sentences(alone('own', 'proven'))[0], /is in the bundle of own only, and a finding is certain/);
  assert.match(sentences(alone('rival', 'likely'))[0], /is in the bundle of rival only, and a finding says otherwise/);
});

test('output: what ships is missed there, and what nobody planted is found', () => {
  assert.match(sentences(({ built }) => (built.own.told = []))[0], /is in the output of own, and --artifacts does not find it/);
  const more = { file: 'b.js', text: 'something else', message: 'a key' };
  assert.match(sentences(({ built }) => built.own.told.push(more))[0], /finds something in the output of own that nobody planted: b\.js: a key/);
});

test('values: in a page, and in no script', () => {
  const inPage = ({ built }) => Object.values(built).forEach((build) => Object.assign(build, { page: build.client, client: '' }));
  assert.match(sentences((world) => inPage(world)).at(-1), /is in a page, and no finding says so/);
  const said = (world) => {
    inPage(world);
    world.said.findings[0].exposure = 'E3';
  };
  assert.deepEqual(sentences(said), []);
});

test('what no file of a production build sets ships wherever a host sets it', () => {
  const elsewhere = ({ app, built }) => {
    app.canaries[0].file = '.env.development';
    Object.values(built).forEach((build) => (build.client = ''));
  };
  assert.deepEqual(sentences(elsewhere), []);
});

test('files: published and not said, said and not published, and the line of a weaker file', () => {
  assert.match(sentences(({ built }) => (built.own.published = TOKEN))[0], /is published, and check says otherwise/);
  assert.match(sentences(({ said }) => said.findings.push(finding('E2', '.env', 'published-secret')))[0], /is not published/);
  const weaker = ({ app, said }) => {
    app.canaries.push({ ...app.canaries[0], value: 'canary-of-the-weaker', file: '.env.production', line: 1 });
    said.findings.push(finding('E4', '.env.production'));
  };
  assert.match(sentences(weaker)[0], /of \.env\.production is in no bundle/);
});
