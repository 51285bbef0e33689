// Files that are no programs, with a value under its name. Each gives the file's name, or null for a value it cannot hold.

const isBare = (value) => /^[^\s"'#$\\`]+$/.test(value);
const bare = (name, text) => (it) => isBare(it.value) ? { name: name(it), text: text(it) } : null;
const quoted = (name, text) => (it) => ({ name, text: text({ ...it, value: JSON.stringify(it.value) }) });

export const FILES = {
  '.env': ({ env, value }) => ({ name: '.env', text: `NODE_ENV=production\n${env}=${isBare(value) ? value : JSON.stringify(value)}\n` }),
  '.env.example': ({ env, value }) => ({ name: '.env.example', text: `PORT=3000\n${env}="${value.replaceAll('\n', '\\n')}"\n` }),
  'JSON, flat': quoted('settings.json', ({ env, value }) => `{\n  "NODE_ENV": "production",\n  "${env}": ${value}\n}\n`),
  'JSON, nested': quoted('settings.json', ({ outer, inner, value }) => `{\n  "port": 3000,\n  "${outer}": { "${inner}": ${value} }\n}\n`),
  'YAML, flat': quoted('settings.yaml', ({ env, value }) => `log: debug\n${env}: ${value}\n`),
  'YAML, bare': bare(() => 'settings.yml', ({ snake, value }) => `log: debug\n${snake}: ${value}\n`),
  'YAML, nested': quoted('settings.yaml', ({ outer, inner, value }) => `server:\n  port: 3000\n${outer}:\n  enabled: true\n  ${inner}: ${value}\n`),
  'TOML, flat': quoted('settings.toml', ({ snake, value }) => `port = 3000\n${snake} = ${value}\n`),
  'TOML, in a table': quoted('settings.toml', ({ outer, inner, value }) => `port = 3000\n\n[${outer}]\nenabled = true\n${inner} = ${value}\n`),
  'wrangler.toml': quoted('wrangler.toml', ({ env, value }) => `name = "acme"\nmain = "src/index.ts"\n\n[vars]\n${env} = ${value}\n`),
  properties: bare(() => 'app.properties', ({ kebab, value }) => `server.port=8080\n${kebab.replaceAll('-', '.')}=${value}\n`),
  ini: bare(() => 'app.ini', ({ outer, inner, value }) => `[${outer}]\n${inner} = ${value}\n`),
  tfvars: quoted('prod.tfvars', ({ snake, value }) => `region = "eu-west-1"\n${snake} = ${value}\n`),
  'Dockerfile ENV': bare(() => 'Dockerfile', ({ env, value }) => `FROM node:22-alpine\nENV NODE_ENV=production\nENV ${env}=${value}\nCMD ["node", "server.js"]\n`),
  'Dockerfile ENV, older': bare(() => 'Dockerfile', ({ env, value }) => `FROM node:22-alpine\nENV ${env} ${value}\nCMD ["node", "server.js"]\n`),
  'Dockerfile ARG': bare(() => 'Dockerfile', ({ env, value }) => `FROM node:22-alpine\nARG ${env}=${value}\nRUN npm run build\n`),
  'compose, a list': bare(() => 'docker-compose.yml', ({ env, value }) => `services:\n  web:\n    image: acme/web\n    environment:\n      - NODE_ENV=production\n      - ${env}=${value}\n`),
  'compose, a map': quoted('compose.yaml', ({ env, value }) => `services:\n  web:\n    image: acme/web\n    environment:\n      NODE_ENV: production\n      ${env}: ${value}\n`),
  'workflow env': quoted('.github/workflows/ci.yml', ({ env, value }) => `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    env:\n      ${env}: ${value}\n    steps:\n      - run: npm test\n`),
  'workflow command': bare(() => '.github/workflows/ci.yml', ({ env, value }) => `on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${env}=${value} npm test\n`),
  'Kubernetes env': quoted('deployment.yaml', ({ env, value }) => `kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: ${env}\n              value: ${value}\n`),
  'script of a package': bare(() => 'package.json', ({ env, value }) => `{\n  "name": "job",\n  "private": true,\n  "scripts": { "start": "${env}=${value} node server.js" }\n}\n`),
  'HTML script': ({ camel, value }) => ({ name: 'index.html', text: `<!doctype html>\n<title>Acme</title>\n<script>\n  const ${camel} = ${JSON.stringify(value)};\n  start(${camel});\n</script>\n` }),
  'Vue component': ({ camel, value }) => ({ name: 'Panel.vue', text: `<script setup>\nconst ${camel} = ${JSON.stringify(value)};\n</script>\n\n<template>\n  <p>{{ ${camel}.length }}</p>\n</template>\n` }),
};

/** Where a value must say it all by itself. */
export const SHAPED_FILES = {
  comment: bare(() => 'notes.ts', ({ value }) => `// the old one was ${value}\nexport const currency = "eur";\n`),
  'block comment': ({ value }) => ({ name: 'notes.ts', text: `/*\n * the old one was\n${value}\n */\nexport const currency = "eur";\n` }),
  'test file': ({ camel, value }) => ({ name: 'client.test.ts', text: `import { connect } from "./client";\ntest("connects", () => {\n  const ${camel} = ${JSON.stringify(value)};\n  expect(connect(${camel})).toBe(true);\n});\n` }),
  'neutral name': ({ value }) => ({ name: 'data.ts', text: `export const value = ${JSON.stringify(value)};\n` }),
  'positional argument': ({ value }) => ({ name: 'start.ts', text: `import { start } from "./client";\nstart("eu", ${JSON.stringify(value)});\n` }),
  'array item': ({ value }) => ({ name: 'list.ts', text: `export const list = ["eu", ${JSON.stringify(value)}];\n` }),
  'query of an address': ({ value }) => (/^[\w.-]+$/.test(value) ? { name: 'send.ts', text: `export const send = () => fetch("https://api.acme.io/v1/items?limit=5&api_key=${value}");\n` } : null),
  'command line': bare(() => 'run.mjs', ({ value }) => `import { execSync } from "node:child_process";\nexecSync("curl -H 'Authorization: Bearer ${value}' https://api.acme.io/v1/items");\n`),
  'JSX text': bare(() => 'Code.tsx', ({ value }) => `export const Code = () => <code>${value}</code>;\n`),
};

/** Only of one kind. */
export const OWN_FILES = {
  'npm-token': { '.npmrc': ({ value }) => ({ name: '.npmrc', text: `registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=${value}\n` }) },
};
