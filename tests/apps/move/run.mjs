// The move, proven on real apps: the leak is seen and fixed through the language server, and the app that comes out is
// type-checked, built, started and used in a browser, with a Twilio of our own on loopback.
//
//   node run.mjs [SCENARIO…]      STAUNCH_BIN names the binary; KEEP=1 leaves the apps in ../.work
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from './lib/app.mjs';
import { findChromium, openBrowser } from './lib/browser.mjs';
import { prove } from './lib/proof.mjs';
import { startTwilio } from './lib/twilio.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const binary = resolve(process.env.STAUNCH_BIN ?? join(HERE, '../../../target/debug/staunch'));
if (!existsSync(binary)) throw new Error(`${binary} is not there: cargo build, or set STAUNCH_BIN`);
if (!findChromium()) throw new Error('no Chromium: install it (Debian: apt-get install chromium), or set CHROMIUM');

const wanted = process.argv.slice(2);
const names = readdirSync(join(HERE, 'scenarios')).map((file) => file.replace(/\.mjs$/, ''));
let passed = 0;
let failed = 0;
for (const name of names.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const { default: scenario } = await import(`./scenarios/${name}.mjs`);
  const app = new App(scenario.app);
  const twilio = await startTwilio();
  const browser = await openBrowser();
  try {
    for (const { what, check } of prove({ app, scenario, twilio, browser, binary })) {
      const started = Date.now();
      await check();
      passed += 1;
      console.log(`ok   ${name}: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    }
  } catch (error) {
    // What comes after a broken step has nothing to stand on.
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
  } finally {
    await browser.close();
    twilio.stop();
    if (!process.env.KEEP) rmSync(app.folder, { recursive: true, force: true });
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
