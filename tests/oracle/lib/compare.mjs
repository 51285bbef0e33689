// What staunch says, held against what the bundlers built. Every disagreement is a sentence under the case that it is of.
import { dirname, relative } from 'node:path';
import { caseOf, isEnvFile, isSource } from './fixture.mjs';

const PRODUCTION_ENV = /(^|\/)\.env(\.production)?(\.local)?$/;

/** Compares one app. `built` holds each bundler's build by name. Returns `{ disagreements, scores }`: sentences by case, and
 * for each bundler how many modules are right, wrongly said to ship, and missed. */
export function compare(app, built, said) {
  const disagreements = new Map(app.cases.map(({ name }) => [name, []]));
  const report = (file, sentence) => disagreements.get(caseOf(app, file) ?? app.cases[0].name).push(sentence);
  const scores = Object.fromEntries(Object.keys(built).map((name) => [name, { hits: 0, extra: 0, missed: 0 }]));
  // What is served as it is, or is another app or package that this one does not import, is no module of it.
  const own = relative(app.root, app.folder);
  const isOfGraph = (file) => file.startsWith(own) && !/(^|\/)(public|published)\//.test(file);
  for (const file of app.files.filter(isSource)) compareModule(file, built, said.modules.get(file), { isOfGraph, scores, report });
  compareCanaries(app, built, said.findings, report);
  return { disagreements, scores };
}

function compareModule(file, built, module, { isOfGraph, scores, report }) {
  const names = Object.keys(built);
  const shipsWith = names.filter((name) => built[name].modules.has(file));
  const client = module?.client ?? false;
  for (const name of names) {
    const ships = shipsWith.includes(name);
    if (ships && client) scores[name].hits += 1;
    if (ships && !client) scores[name].missed += 1;
    if (!ships && client) scores[name].extra += 1;
  }
  if (!module) {
    if (shipsWith.length > 0 || isOfGraph(file)) report(file, `${file} is not in the graph`);
  } else if (shipsWith.length === names.length && !client) {
    report(file, `${file} ships, and is said not to`);
  } else if (shipsWith.length === 0 && client) {
    report(file, `${file} does not ship, and is said to, by ${module.chain.map((hop) => hop.file).join(' → ') || 'itself'}`);
  } else if (shipsWith.length > 0 && shipsWith.length < names.length && module.certain) {
    report(file, `${file} ships with ${shipsWith.join(', ')} only, and is said to be certain`);
  }
}

/** A canary is in the client's scripts exactly where an E4 finding is about it, and published where an E2 one is. */
function compareCanaries(app, built, findings, report) {
  for (const group of groupByName(app.canaries)) {
    const about = findings.filter((finding) => group.some((canary) => isAbout(finding, canary)));
    const values = group.map(({ value }) => value);
    const verdicts = Object.values(built).map(({ client }) => values.some((value) => client.includes(value)));
    const said = about.some(({ exposure }) => exposure === 'E4');
    const what = group[0].name ?? `${group[0].label} in ${group[0].file}`;
    const place = reader(app, group[0]);
    if (verdicts.every(Boolean) && !said) report(place, `${what} is in the bundle, and no finding says so`);
    if (new Set(verdicts).size > 1) compareDiffering(what, Object.keys(built), verdicts, about, (sentence) => report(place, sentence));
    // A variable that no file of a production build sets ships wherever a host sets it: only the build knows better.
    const isRead = (file) => PRODUCTION_ENV.test(file) && dirname(file) === app.envFolder;
    const isSet = group.some(({ file }) => !isEnvFile(file) || isRead(file));
    if (!verdicts.some(Boolean) && said && isSet) report(place, `${what} is in no bundle, and a finding says that it is`);
    comparePage(what, values, Object.values(built), about, (sentence) => report(place, sentence));
    if (said) compareOutput(what, values, built, (sentence) => report(place, sentence));
    if (app.started) compareAnswers(what, values, Object.values(built), about, (sentence) => report(place, sentence));
    const published = group.some(({ value }) => Object.values(built).some((it) => it.published.includes(value)));
    const saidPublished = about.some(({ rule }) => rule === 'published-secret');
    if (published !== saidPublished) report(place, `${what} is ${published ? '' : 'not '}published, and check says otherwise`);
  }
  const values = app.canaries.map(({ value }) => value);
  for (const [name, { told }] of Object.entries(built)) {
    const idle = told.filter(({ text }) => !values.some((value) => text.includes(value)));
    for (const { file, message } of idle) report(app.files[0], `--artifacts finds something in the output of ${name} that nobody planted: ${file}: ${message}`);
  }
  // Of several files that set a variable, only the winner's line may be said to ship.
  for (const canary of app.canaries.filter(({ file }) => isEnvFile(file))) {
    const here = findings.some((it) => it.exposure === 'E4' && it.file === canary.file && it.range.start.line === canary.line);
    if (here && !Object.values(built).some(({ client }) => client.includes(canary.value))) {
      report(canary.file, `${canary.name} of ${canary.file} is in no bundle, and a finding there says that it is`);
    }
  }
}

/** Where bundlers differ, the app's own decides, which comes first; and no finding may be sure. */
function compareDiffering(what, names, verdicts, about, report) {
  const shipping = about.filter(({ exposure }) => exposure === 'E4');
  const by = names.filter((_, index) => verdicts[index]).join(', ');
  if (shipping.length > 0 !== verdicts[0]) report(`${what} is in the bundle of ${by} only, and a finding says otherwise`);
  if (shipping.some(({ confidence }) => confidence === 'proven')) report(`${what} is in the bundle of ${by} only, and a finding is certain`);
}

/** What ships and is a secret by its source is found in the output again, by whoever looks at nothing else. */
function compareOutput(what, values, built, report) {
  for (const [name, { client, told }] of Object.entries(built)) {
    const shipped = values.filter((value) => client.includes(value));
    const missed = shipped.filter((value) => !told.some(({ text }) => text.includes(value)));
    if (missed.length > 0) report(`${what} is in the output of ${name}, and --artifacts does not find it`);
  }
}

/** What a built page holds and no script does, an E3 finding is about; what none holds, none is. */
function comparePage(what, values, builds, about, report) {
  if (builds.every(({ page }) => !page)) return;
  const holds = builds.map(({ page, client }) => values.some((value) => page.includes(value) && !client.includes(value)));
  const said = about.some(({ exposure }) => exposure === 'E3');
  if (holds.every(Boolean) && !said) report(`${what} is in a page, and no finding says so`);
  if (!holds.some(Boolean) && said) report(`${what} is in no page, and a finding says that it is`);
}

/** What the started app sends without its being in a script, an E3 finding is about; what it sends nowhere, none is. */
function compareAnswers(what, values, builds, about, report) {
  const forms = values.flatMap((value) => [value, Buffer.from(value).toString('base64').replace(/=+$/, '')]);
  const sent = builds.map(({ answers, client }) => forms.some((form) => answers.includes(form) && !client.includes(form)));
  const ships = builds.some(({ client }) => values.some((value) => client.includes(value)));
  const said = about.some(({ exposure }) => exposure === 'E3');
  if (sent.every(Boolean) && !said) report(`${what} is in the answers of the started app, and no finding says so`);
  if (!sent.some(Boolean) && !ships && said) report(`${what} is in no answer, and a finding says that it is`);
}

/** The canaries that only their name can tell apart: those of one variable. */
function groupByName(canaries) {
  const groups = new Map();
  for (const canary of canaries) {
    const key = canary.name ?? `${canary.file} ${canary.label}`;
    groups.set(key, [...(groups.get(key) ?? []), canary]);
  }
  return [...groups.values()];
}

function isAbout(finding, canary) {
  if (finding.text.includes(canary.value)) return true;
  // What is sent is told where it is handed over, which may be far from where the name stands; an environment as a whole is told
  // where it is taken.
  const words = ['E3', 'E4'].includes(finding.exposure) ? `${finding.text} ${finding.message}` : finding.text;
  return canary.names.some((name) => new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(words));
}

/** The file whose case a canary belongs to: where the variable is read, else where the value stands. */
function reader(app, { names, file }) {
  const reads = (text) => names.some((name) => new RegExp(`\\b${name}\\b`).test(text));
  const readers = [...app.texts].filter(([other, text]) => isSource(other) && other !== file && reads(text));
  return readers[0]?.[0] ?? file;
}

/** How good a prediction is: the harmonic mean of precision and recall. */
export function f1({ hits, extra, missed }) {
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + extra + missed);
}
