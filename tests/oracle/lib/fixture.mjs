// A fixture app as it stands in the repository, and its copy that is built: canaries planted, a repository of its own.
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plant } from './canary.mjs';

const EDITIONS = join(dirname(fileURLToPath(import.meta.url)), '../editions');

const ENV_FILE = /^\.env(\.|$)/;
const SOURCE = /\.[cm]?[jt]sx?$/;

export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The names of an app's editions: what its `package.json` says, and the older ones that it is built with too. */
export function editionsOf(source) {
  return [null, ...(settingsOf(source).editions ?? [])];
}

const settingsOf = (source) => JSON.parse(readFileSync(join(source, 'oracle.json'), 'utf8'));

/** Where an edition's copy is built: it finds the edition's packages in a folder above. */
export const workOf = (source, edition) => join(EDITIONS, edition ? edition : '..', '.work', basename(source));

/** Copies `source` to `target`. `gitignore` becomes `.gitignore` there, so that it does not apply here. */
export function copyApp(source, target, edition) {
  rmSync(target, { recursive: true, force: true });
  const settings = settingsOf(source);
  const app = {
    name: edition ? `${basename(source)} on ${edition}` : basename(source),
    bundlers: edition ?? settings.framework,
    root: target,
    /** Whether it is started, and its answers are looked at. */
    started: settings.started ?? false,
    /** What is built and checked: the folder of the app in a monorepo. */
    folder: join(target, settings.build ?? '.'),
    /** Where a build reads `.env` files, from the root. */
    envFolder: settings.env ?? settings.build ?? '.',
    cases: Object.entries(settings.cases).map(([name, it]) => ({ name, files: [], except: [], ...(typeof it === 'string' ? { about: it } : it) })),
    files: [],
    canaries: [],
    texts: new Map(),
  };
  for (const path of filesBelow(source)) {
    const file = relative(source, path).split(sep).join('/').replace(/(^|\/)gitignore$/, '$1.gitignore');
    const isLeftOut = app.cases.find(({ name }) => name === caseOf(app, file))?.except.includes(edition);
    if (file === 'oracle.json' || isLeftOut) continue;
    const planted = plant(readFileSync(path, 'utf8'));
    const { canaries } = planted;
    const text = edition && basename(file) === 'package.json' ? dependOn(edition, planted.text) : planted.text;
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), text);
    app.files.push(file);
    app.texts.set(file, text);
    app.canaries.push(...canaries.map((canary) => ({ ...canary, file, names: [canary.name].filter(Boolean) })));
  }
  app.cases = app.cases.filter(({ except }) => !except.includes(edition));
  nameExpansions(app);
  linkWorkspacePackages(target);
  // Its own repository: the folder of copies is ignored in ours, and an ignored file is not looked at.
  execFileSync('git', ['init', '-q', target]);
  return app;
}

/** `B=x$A` gives the canary of `A` the name `B` too, and those that take `B`. */
function nameExpansions(app) {
  const texts = [...app.texts].filter(([file]) => ENV_FILE.test(basename(file))).map(([, text]) => text);
  const entries = texts.flatMap((text) => [...text.matchAll(/^([A-Za-z_]\w*)=(.*)$/gm)]);
  for (const { names } of app.canaries) {
    // The list grows while it is gone through.
    for (const known of names) {
      const takers = entries.filter(([, name, value]) => !names.includes(name) && new RegExp(`\\$\\{?${known}\\b`).test(value));
      names.push(...takers.map(([, name]) => name));
    }
  }
}

/** What `npm install` does for the packages of a workspace, without the registry. */
function linkWorkspacePackages(root) {
  const packages = join(root, 'packages');
  if (!lstatSync(packages, { throwIfNoEntry: false })) return;
  for (const entry of readdirSync(packages)) {
    const { name } = JSON.parse(readFileSync(join(packages, entry, 'package.json'), 'utf8'));
    const link = join(root, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(packages, entry), link);
  }
}

/** The text of a `package.json` with the versions of an edition. */
function dependOn(edition, text) {
  const { dependencies } = JSON.parse(readFileSync(join(EDITIONS, edition, 'package.json'), 'utf8'));
  const version = (text, [name, version]) => text.replace(new RegExp(`("${name}": )"[^"]+"`), `$1"${version}"`);
  return Object.entries(dependencies).reduce(version, text);
}

/** The case of a file: the last folder in its path that bears a case's name, else the case that lists it. */
export function caseOf(app, file) {
  const folders = file.split('/').map((part) => part.replace(/^\((.*)\)$/, '$1').replace(/\.\w+$/, ''));
  const byFolder = folders.findLast((part) => app.cases.some((it) => it.name === part));
  return byFolder ?? app.cases.find((it) => it.files.includes(file))?.name ?? null;
}

export const isSource = (file) => SOURCE.test(file) && !file.endsWith('.d.ts');
export const isEnvFile = (file) => ENV_FILE.test(basename(file));
