// A secret in a request, written as the libraries for it want it: `it` has the request's `url`, the header's `name`, the value
// behind it as an expression (`sent`), and for a header with a user the `user` and the secret.

const ts = (text) => ({ extension: 'ts', text });
const origin = (url) => new URL(url).origin;
const path = (url) => url.slice(origin(url).length);
const host = (url) => new URL(url).hostname;
const key = (name) => (/^\w+$/.test(name) ? name : `"${name}"`);

/** The value of a header: a literal, or a template around an expression. */
export function sent(scheme, secret, isLiteral) {
  if (isLiteral) return JSON.stringify(scheme + secret);
  return scheme === '' ? secret : `\`${scheme}\${${secret}}\``;
}

export const REQUESTS = {
  fetch: ({ url, name, sent }) =>
    ts(`export const send = (body) =>\n  fetch("${url}", { method: "POST", headers: { ${key(name)}: ${sent} }, body });`),
  'fetch, headers apart': ({ url, name, sent }) =>
    ts(`const headers = {\n  "Content-Type": "application/json",\n  ${key(name)}: ${sent},\n};\nexport async function send(body) {\n  const response = await fetch("${url}", { method: "POST", headers, body });\n  return response.json();\n}`),
  'headers.set': ({ url, name, sent }) =>
    ts(`export function send(body) {\n  const headers = new Headers();\n  headers.set("${name}", ${sent});\n  return fetch("${url}", { method: "POST", headers, body });\n}`),
  'new Headers': ({ url, name, sent }) =>
    ts(`export const send = (body) => fetch("${url}", { headers: new Headers({ "${name}": ${sent} }), body });`),
  'headers as pairs': ({ url, name, sent }) => ts(`export const send = () => fetch("${url}", { headers: [["${name}", ${sent}]] });`),
  Request: ({ url, name, sent }) => ts(`export const request = new Request("${url}", { headers: { ${key(name)}: ${sent} } });`),
  'address apart': ({ url, name, sent }) =>
    ts(`const API = "${origin(url)}";\nexport const send = () => fetch(\`\${API}${path(url)}\`, { headers: { ${key(name)}: ${sent} } });`),
  'axios call': ({ url, name, sent }) =>
    ts(`import axios from "axios";\nexport const send = (body) => axios.post("${url}", body, { headers: { ${key(name)}: ${sent} } });`),
  'axios config': ({ url, name, sent }) =>
    ts(`import axios from "axios";\nexport const send = (data) => axios({ method: "post", url: "${url}", headers: { ${key(name)}: ${sent} }, data });`),
  'axios.create': ({ url, name, sent }) =>
    ts(`import axios from "axios";\nexport const api = axios.create({ baseURL: "${origin(url)}", headers: { ${key(name)}: ${sent} } });`),
  'axios defaults': ({ url, name, sent }) =>
    ts(`import axios from "axios";\naxios.defaults.baseURL = "${origin(url)}";\naxios.defaults.headers.common["${name}"] = ${sent};`),
  'axios instance defaults': ({ url, name, sent }) =>
    ts(`import axios from "axios";\nconst api = axios.create({ baseURL: "${origin(url)}" });\napi.defaults.headers.common["${name}"] = ${sent};\nexport { api };`),
  'axios interceptor': ({ url, name, sent }) =>
    ts(`import axios from "axios";\nconst api = axios.create({ baseURL: "${origin(url)}" });\napi.interceptors.request.use((config) => {\n  config.headers["${name}"] = ${sent};\n  return config;\n});\nexport { api };`),
  'XMLHttpRequest': ({ url, name, sent }) =>
    ts(`const request = new XMLHttpRequest();\nrequest.open("POST", "${url}");\nrequest.setRequestHeader("${name}", ${sent});\nrequest.send();`),
  'https.request': ({ url, name, sent }) =>
    ts(`import https from "node:https";\nexport const send = () =>\n  https.request({ hostname: "${host(url)}", path: "/", method: "POST", headers: { ${key(name)}: ${sent} } }).end();`),
  got: ({ url, name, sent }) => ts(`import got from "got";\nexport const send = (json) => got.post("${url}", { headers: { ${key(name)}: ${sent} }, json });`),
  ky: ({ url, name, sent }) => ts(`import ky from "ky";\nexport const api = ky.create({ prefixUrl: "${origin(url)}", headers: { ${key(name)}: ${sent} } });`),
  undici: ({ url, name, sent }) =>
    ts(`import { request } from "undici";\nexport const send = () => request("${url}", { method: "POST", headers: { ${key(name)}: ${sent} } });`),
};

/** Of a header that holds a user and a secret. */
export const BASIC = {
  'btoa of a sum': ({ url, user, secret, isLiteral }) =>
    basic(url, `"Basic " + btoa(${isLiteral ? JSON.stringify(`${user}:${secret}`) : `"${user}:" + ${secret}`})`),
  'btoa in a template': ({ url, user, secret, isLiteral }) =>
    basic(url, `\`Basic \${btoa(${isLiteral ? `"${user}:${secret}"` : `\`${user}:\${${secret}}\``})}\``),
  'Buffer of a sum': ({ url, user, secret, isLiteral }) =>
    basic(url, `"Basic " + Buffer.from(${isLiteral ? JSON.stringify(`${user}:${secret}`) : `"${user}:" + ${secret}`}).toString("base64")`),
  'Buffer of names': ({ url, user, secret, isLiteral }) => {
    const { extension, text } = basic(url, '`Basic ${Buffer.from(`${user}:${pass}`).toString("base64")}`');
    return { extension, text: `const user = "${user}";\nconst pass = ${isLiteral ? JSON.stringify(secret) : secret};\n${text}` };
  },
  'encoded beforehand': ({ url, user, value }) => basic(url, `"Basic ${Buffer.from(`${user}:${value}`).toString('base64')}"`),
  'axios auth': ({ url, user, secret, isLiteral }) =>
    ts(`import axios from "axios";\nexport const send = (body) =>\n  axios.post("${url}", body, { auth: { username: "${user}", password: ${isLiteral ? JSON.stringify(secret) : secret} } });`),
  'user in the address': ({ url, user, value }) =>
    ts(`export const send = () => fetch("https://${encodeURIComponent(user)}:${encodeURIComponent(value)}@${url.slice('https://'.length)}");`),
};

function basic(url, sent) {
  return ts(`export const send = () => fetch("${url}", { headers: { Authorization: ${sent} } });`);
}
