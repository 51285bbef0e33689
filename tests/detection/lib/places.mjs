// Where an expression stands in a program, under the name of the secret: `it` has the spellings of the name, and `expr`.

const jsx = (text) => ({ extension: 'tsx', text });
const js = (text) => ({ extension: 'js', text });
const ts = (text) => ({ extension: 'ts', text });

/** Any expression. */
export const PLACES = {
  const: ({ camel, expr }) => ts(`export const ${camel} = ${expr};`),
  'upper-case const': ({ env, expr }) => ts(`const ${env} = ${expr};\nexport default ${env};`),
  'typed const': ({ camel, expr }) => ts(`const ${camel}: string = ${expr};\nexport { ${camel} };`),
  let: ({ camel, expr }) => ts(`let ${camel};\n${camel} = ${expr};\nexport const current = () => ${camel};`),
  property: ({ camel, expr }) => ts(`export const config = { region: "eu-west-1", ${camel}: ${expr}, retries: 3 };`),
  'quoted property': ({ env, expr }) => ts(`export const config = { "${env}": ${expr}, "NODE_ENV": "production" };`),
  'nested property': ({ outer, inner, expr }) =>
    ts(`export const config = { port: 3000, ${outer}: { enabled: true, ${inner}: ${expr} } };`),
  '??': ({ env, camel, expr }) => ts(`export const ${camel} = process.env.${env} ?? ${expr};`),
  '||': ({ env, camel, expr }) => ts(`const ${camel} = process.env.${env} || ${expr};\nexport const read = () => ${camel};`),
  '|| of a property': ({ env, outer, inner, expr }) =>
    js(`module.exports = { ${outer}: { ${inner}: process.env.${env} || ${expr} } };`),
  '??=': ({ env, expr }) => ts(`process.env.${env} ??= ${expr};\nexport {};`),
  'import.meta.env': ({ env, camel, expr }) => ts(`export const ${camel} = import.meta.env.${env} || ${expr};`),
  ternary: ({ env, camel, expr }) =>
    ts(`export const ${camel} = process.env.NODE_ENV === "production" ? process.env.${env} : ${expr};`),
  return: ({ pascal, expr }) => ts(`export function get${pascal}() {\n  return ${expr};\n}`),
  arrow: ({ pascal, expr }) => ts(`export const get${pascal} = () => ${expr};`),
  method: ({ pascal, expr }) => ts(`export class Vault {\n  async get${pascal}() {\n    return ${expr};\n  }\n}`),
  getter: ({ camel, expr }) => ts(`export const vault = {\n  get ${camel}() {\n    return ${expr};\n  },\n};`),
  useState: ({ camel, pascal, expr }) =>
    jsx(`import { useState } from "react";\nexport function useKey() {\n  const [${camel}, set${pascal}] = useState(${expr});\n  return { ${camel}, set${pascal} };\n}`),
  useRef: ({ camel, expr }) =>
    jsx(`import { useRef } from "react";\nexport function useKey() {\n  const ${camel} = useRef(${expr});\n  return ${camel}.current;\n}`),
  'default parameter': ({ camel, expr }) => ts(`export function connect(${camel} = ${expr}) {\n  return { ${camel} };\n}`),
  'destructuring default': ({ camel, expr }) =>
    ts(`export function connect(options) {\n  const { ${camel} = ${expr}, port = 443 } = options;\n  return [${camel}, port];\n}`),
  'default of an environment': ({ env, expr }) => ts(`const { ${env} = ${expr} } = process.env;\nexport default ${env};`),
  'class field': ({ camel, expr }) => ts(`export class Client {\n  private readonly ${camel} = ${expr};\n}`),
  'static class field': ({ env, expr }) => ts(`export class Config {\n  static ${env} = ${expr};\n}`),
  'private class field': ({ camel, expr }) => js(`export class Client {\n  #${camel} = ${expr};\n}`),
  constructor: ({ camel, expr }) => ts(`export class Client {\n  constructor() {\n    this.${camel} = ${expr};\n  }\n}`),
  'assigned variable': ({ env, expr }) => ts(`process.env.${env} = ${expr};\nexport {};`),
  'assigned member': ({ camel, expr }) => js(`const settings = {};\nsettings.${camel} = ${expr};\nmodule.exports = settings;`),
  'assigned index': ({ env, expr }) => js(`const settings = {};\nsettings["${env}"] = ${expr};\nmodule.exports = settings;`),
  'CommonJS export': ({ env, expr }) => js(`exports.${env} = ${expr};`),
  'window member': ({ camel, expr }) => js(`window.${camel} = ${expr};`),
  'as const': ({ env, expr }) => ts(`export const KEYS = { ${env}: ${expr} } as const;`),
  satisfies: ({ camel, expr }) => ts(`export const keys = { ${camel}: ${expr} } satisfies Record<string, string>;`),
  'as string': ({ camel, expr }) => ts(`export const ${camel} = (${expr}) as string;`),
  'switch case': ({ pascal, expr }) =>
    ts(`export function get${pascal}(stage: string) {\n  switch (stage) {\n    case "production":\n      return ${expr};\n    default:\n      return undefined;\n  }\n}`),
  'lookup by stage': ({ camel, expr }) => ts(`export const ${camel} = { production: ${expr}, test: undefined };`),
  Map: ({ env, expr }) => ts(`export const keys = new Map([["${env}", ${expr}]]);`),
  'Map set': ({ env, expr }) => ts(`const keys = new Map();\nkeys.set("${env}", ${expr});\nexport { keys };`),
  setItem: ({ camel, expr }) => ts(`export const remember = () => localStorage.setItem("${camel}", ${expr});`),
  'JSX attribute': ({ camel, expr }) => jsx(`import { Widget } from "./widget";\nexport const Panel = () => <Widget ${camel}={${expr}} size="lg" />;`),
  'env of a configuration': ({ env, expr }) => js(`module.exports = { reactStrictMode: true, env: { ${env}: ${expr} } };`),
  'Object.assign': ({ env, expr }) => js(`Object.assign(process.env, { ${env}: ${expr} });`),
  'argument of a named function': ({ pascal, expr }) => js(`const client = require("./client");\nclient.set${pascal}(${expr});`),
  'await of a fallback': ({ env, camel, expr }) => ts(`export const ${camel} = (await load("${env}")) ?? ${expr};`),
};

/** A literal alone. */
export const LITERAL_PLACES = {
  enum: ({ env, literal }) => ts(`export enum Keys {\n  ${env} = ${literal},\n}`),
  'JSX string attribute': ({ camel, value }) =>
    jsx(`import { Widget } from "./widget";\nexport const Panel = () => <Widget ${camel}="${value}" size="lg" />;`),
};
