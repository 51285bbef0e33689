// Bundles the extension and copies what the repository keeps elsewhere: the schema of staunch.json and the licences.
import { build } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';

process.chdir(import.meta.dirname);
await mkdir('dist', { recursive: true });
await copyFile('../../schemas/staunch.schema.json', 'dist/staunch.schema.json');
await copyFile('../../LICENSE-MIT', 'dist/LICENSE-MIT');
await copyFile('../../LICENSE-APACHE', 'dist/LICENSE-APACHE');
await build({
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  logLevel: 'warning',
});
