// Other scanners beside staunch, on the same made-up apps:  node tests/detection/compare.mjs [SEED…]
//
// Prints a Markdown table. What is not on PATH is left out, with a note; README.md says where each comes from.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { withTree } from './lib/disk.mjs';
import { countByFile, score } from './lib/score.mjs';
import { binary, isAboutText } from './lib/staunch.mjs';
import { tree } from './lib/tree.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'staunch-compare-'));
const secretlintrc = join(scratch, 'secretlintrc.json');
const written = join(scratch, 'report.json');
writeFileSync(secretlintrc, JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }));

/**
 * Each with its defaults, offline, over the folder it stands in; `files` reads what it found out of its report. That goes into a
 * file where more, or less, than the report is written to a pipe.
 */
const TOOLS = [
  {
    name: 'staunch',
    command: [binary(), 'check', '--format', 'json', '.'],
    version: [binary(), '--version'],
    files: (report) => report.findings.filter(isAboutText).map((it) => it.file),
  },
  {
    name: 'gitleaks',
    command: ['gitleaks', 'dir', '.', '--no-banner', '--log-level', 'error', '--report-format', 'json', '--report-path', '-'],
    version: ['gitleaks', 'version'],
    files: (report) => report.map((it) => it.File),
  },
  {
    name: 'kingfisher',
    command: ['kingfisher', 'scan', '.', '--format', 'json', '--output', written, '--no-validate', '--no-update-check', '--git-history', 'none'],
    version: ['kingfisher', '--version'],
    files: (report) => report.findings.map((it) => it.finding.path),
  },
  {
    name: 'secretlint',
    command: ['secretlint', '--format', 'json', '--output', written, '--secretlintrc', secretlintrc, '**/*'],
    version: ['secretlint', '--version'],
    files: (report, folder) => report.flatMap((it) => it.messages.map(() => relative(folder, it.filePath))),
  },
];

const seeds = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [101, 102, 103];
console.log(`Seeds ${seeds.join(', ')}; ${new Date().toISOString().slice(0, 10)}.\n`);
console.log('| tool | version | recall | shape says it | place says it | false alarms | seconds | memory, MB |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const tool of TOOLS) {
  const said = spawnSync(tool.version[0], tool.version.slice(1), { encoding: 'utf8' });
  if (said.error) {
    console.log(`| ${tool.name} | not installed | | | | | | |`);
    continue;
  }
  const version = /\d+\.\d+[\w.-]*/.exec(said.stdout)?.[0] ?? '';
  const runs = seeds.map((seed) => {
    const made = tree(seed);
    return withTree('compare', made, (folder) => run(tool, folder, made.planted));
  });
  const sum = (of) => runs.reduce((total, it) => total + of(it), 0);
  const share = (isOf) => {
    const all = sum((it) => it.secrets.filter(isOf).length);
    const missed = sum((it) => it.missed.filter(isOf).length);
    return `${((all - missed) / all).toFixed(3)} (${all - missed}/${all})`;
  };
  const cells = [
    tool.name, version, share(() => true), share((it) => it.mode !== 'named'), share((it) => it.mode === 'named'),
    `${sum((it) => it.alarms.length)} of ${sum((it) => it.innocents)}`,
    (sum((it) => it.seconds) / runs.length).toFixed(1), Math.max(...runs.map((it) => it.memory)).toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
rmSync(scratch, { recursive: true });

/** One run, with its time and its memory as GNU time reports them. */
function run({ name, command, files }, folder, planted) {
  const measures = join(scratch, 'measures');
  const timed = ['--format', '%e %M', '--output', measures, ...command];
  const { stdout, stderr, error } = spawnSync('/usr/bin/time', timed, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) throw error;
  let report;
  try {
    report = JSON.parse(command.includes(written) ? readFileSync(written, 'utf8') : stdout);
  } catch (cause) {
    throw new Error(`${name} gave no report: ${stderr}`, { cause });
  }
  const found = countByFile(files(report, folder).map((path) => path.replace(/^\.\//, '')));
  const [seconds, kilobytes] = readFileSync(measures, 'utf8').trim().split('\n').at(-1).split(' ').map(Number);
  return { ...score(planted, found), seconds, memory: kilobytes / 1024 };
}
