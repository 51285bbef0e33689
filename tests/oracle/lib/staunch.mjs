// What staunch says about an app, in the terms of its root.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

function run(binary, args, folder) {
  const options = { cwd: folder, encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] };
  try {
    return JSON.parse(execFileSync(binary, args, options));
  } catch (error) {
    // 1: there are findings.
    if (error.status === 1) return JSON.parse(error.stdout);
    throw new Error(`staunch ${args.join(' ')} failed in ${folder}: ${error.stderr || error.message}`, { cause: error });
  }
}

/** Its answers about an app: `modules`, by file, and `findings`, each with the text that it stands on. */
export function ask(binary, { folder, root }) {
  const fromRoot = (file) => relative(root, resolve(folder, file)).split(sep).join('/');
  const graph = run(binary, ['graph', '--format', 'json', '.'], folder);
  const check = run(binary, ['check', '--format', 'json', '.'], folder);
  return {
    modules: new Map(graph.modules.map((module) => [fromRoot(module.file), module])),
    findings: check.findings.map((finding) => ({ ...finding, file: fromRoot(finding.file), text: textAt(join(folder, finding.file), finding.range) })),
  };
}

/** What it finds in a build's output for visitors, each with the text that it stands on. */
export function askOfBuild(binary, { folder }, out) {
  const { findings } = run(binary, ['check', '--format', 'json', '--artifacts', out, '.'], folder);
  const built = findings.filter(({ rule }) => rule === 'secret-in-build');
  return built.map((finding) => ({ ...finding, text: textAt(resolve(folder, finding.file), finding.range) }));
}

/** The text of a range; columns count UTF-16 units from 1, which is what JavaScript's strings do, from 0. */
function textAt(path, { start, end }) {
  if (!existsSync(path)) return '';
  const lines = readFileSync(path, 'utf8').replace(/^\ufeff/, '').split(/\r\n|\r|\n/).slice(start.line - 1, end.line);
  if (lines.length === 0) return '';
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}
