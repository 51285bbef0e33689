// What `check` writes for programs, held against the schemas of those who read it: SARIF's own (as Microsoft publishes it for
// tests) and ours. STAUNCH_BIN names the binary.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { test } from 'node:test';
import Ajv04 from 'ajv-draft-04';
import Ajv2020 from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const root = resolve(import.meta.dirname, '../..');
const packages = createRequire(import.meta.url);
const staunch = process.env.STAUNCH_BIN ?? resolve(root, 'target/debug/staunch');

function check(format, folder) {
  const { stdout, status } = spawnSync(staunch, ['check', '--format', format, folder], { cwd: root, encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, `exit code ${status}`);
  return JSON.parse(stdout);
}

function validator(Ajv, schema) {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats(ajv);
  const validate = ajv.compile(schema);
  return (value) => assert.ok(validate(value), ajv.errorsText(validate.errors, { separator: '\n' }));
}

const sarif = validator(Ajv04, packages('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
const json = validator(Ajv2020, JSON.parse(readFileSync(resolve(root, 'schemas/check.schema.json'), 'utf8')));

for (const folder of ['examples/sms-signup', 'schemas']) {
  test(`SARIF of ${folder}`, () => {
    const log = check('sarif', folder);
    sarif(log);
    // What GitHub asks for beyond the schema: every result has a place, a rule and a text.
    for (const result of log.runs[0].results) {
      assert.equal(log.runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
      const { artifactLocation } = result.locations[0].physicalLocation;
      assert.ok(!/^[a-z]+:|^\/|\\/i.test(artifactLocation.uri), artifactLocation.uri);
      assert.ok(result.message.text.length > 20);
    }
  });
  test(`JSON of ${folder}`, () => json(check('json', folder)));
}

test('a schema that fits nothing would be seen', () => {
  assert.throws(() => sarif({ version: '2.1.0', runs: [{}] }));
  assert.throws(() => json({ version: 1 }));
});
