//! What Vite's builds kept of something unused that calls into another module, held against what is said of it.
//!
//! Each line was two modules: one that is called, by live code too, and one with the call, imported through a barrel by client
//! code that uses nothing of it; built with Vite `8`.3 and `7`.3.

#![allow(clippy::format_push_string, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::Graph;
use crate::project::fixture::Fixture;

/// Who kept it; what is called, with a module that it imports below a line; and who calls.
const SEEN: &[(&str, &str, &str)] = &[
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = f('a');"),
    ("", "export function f(a) { return a; }", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => (b) => a + b;", "import { f } from './lib'; export const x = f('a');"),
    (
        "",
        "export const f = (a, o) => (p) => o.v[p] + a;",
        "import { f } from './lib'; export const x = f('a', { v: { a: 1 } });",
    ),
    ("87", "export const f = (a, o) => o.v;", "import { f } from './lib'; export const x = f('a', { v: 1 });"),
    (
        "87",
        "export const f = (a, o) => ({ ...o, a });",
        "import { f } from './lib'; export const x = f('a', { v: 1 });",
    ),
    ("8", "export const f = ({ a }) => a;", "import { f } from './lib'; export const x = f({ a: 'a' });"),
    ("8", "export const f = ([a]) => a;", "import { f } from './lib'; export const x = f(['a']);"),
    ("", "export const f = (...r) => r;", "import { f } from './lib'; export const x = f('a');"),
    (
        "87",
        "export const f = (...r) => r.filter(Boolean).join(\" \");",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("", "export const f = (a, b = {}) => [a, b];", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a, b = {}) => b.c;", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a, b = 1) => b;", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => a.length;", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => a.b;", "import { f } from './lib'; export const x = f({ b: 'a' });"),
    ("87", "export const f = (a) => a.b.c;", "import { f } from './lib'; export const x = f({ b: { c: 'a' } });"),
    ("8", "export const f = (a) => new Error(a);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => new Map(a);", "import { f } from './lib'; export const x = f([['a', 1]]);"),
    ("87", "export const f = (a) => new Set(a);", "import { f } from './lib'; export const x = f(['a']);"),
    ("8", "export const f = (a) => Object.keys(a);", "import { f } from './lib'; export const x = f({ a: 1 });"),
    ("87", "export const f = (a) => Object.freeze(a);", "import { f } from './lib'; export const x = f({ a: 1 });"),
    ("87", "export const f = (a) => Object.entries(a);", "import { f } from './lib'; export const x = f({ a: 1 });"),
    ("87", "export const f = (a) => Object.assign({}, a);", "import { f } from './lib'; export const x = f({ a: 1 });"),
    ("87", "export const f = (a) => a.map((x) => x + 1);", "import { f } from './lib'; export const x = f(['a']);"),
    ("87", "export const f = (a) => a.trim();", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => String(a);", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => `${a}!`;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => a + \"!\";", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => Math.max(a, 1);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => JSON.stringify(a);", "import { f } from './lib'; export const x = f('a');"),
    (
        "87",
        "export const f = (a) => { const r = {}; r.a = a; return r; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "export const f = (a) => { const r = []; r.push(a); return r; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "export const f = (a) => { const r = []; for (const x of a) r.push(x); return r; };",
        "import { f } from './lib'; export const x = f(['a']);",
    ),
    (
        "87",
        "export const f = (a) => { let r = 0; for (let i = 0; i < 3; i++) r += i; return r + a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "export const f = (a) => { if (!a) throw new Error(\"no\"); return a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export const f = (a) => { if (!a) return 1; return a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "7",
        "export const f = (a) => { try { return a; } catch { return 1; } };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("", "export const f = (a) => a ? 1 : 2;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "const g = (a) => a;\nexport const f = (a) => g(a);", "import { f } from './lib'; export const x = f('a');"),
    (
        "8",
        "const g = (a) => [a];\nconst h = (a) => g(a);\nexport const f = (a) => h(a);",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "let n = 0;\nexport const f = (a) => { n++; return a + n; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "const reg = {};\nexport const f = (a) => { reg[a] = 1; return a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "8",
        "const cfg = { k: 1 };\nexport const f = (a) => cfg.k + a;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("8", "export const f = (a) => window.x + a;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => window.location.href + a;", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => console.log(a);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (cb) => cb();", "import { f } from './lib'; export const x = f(() => 'a');"),
    ("87", "export const f = (cb) => cb(1);", "import { f } from './lib'; export const x = f((a) => a + 'a');"),
    (
        "87",
        "export const f = (cb) => [1, 2].map(cb);",
        "import { f } from './lib'; export const x = f((a) => a + 'a');",
    ),
    ("", "export const f = (cb) => ({ cb });", "import { f } from './lib'; export const x = f((a) => a + 'a');"),
    ("87", "export const f = async (a) => a;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export function* f(a) { yield a; }", "import { f } from './lib'; export const x = f('a');"),
    (
        "8",
        "export class F { constructor(a) { this.a = a; } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    ("8", "export class F { a = 1; }", "import { F } from './lib'; export const x = new F('a');"),
    (
        "8",
        "export class F { b = 2; constructor(a) { this.a = a; } m() { fetch(this.a); } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    (
        "8",
        "class B { constructor(a) { this.a = a; } }\nexport class F extends B { c = 3; }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    (
        "87",
        "class B { constructor(a) { this.a = a; } }\nexport class F extends B { constructor(a) { super(a); this.c = 1; } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    (
        "87",
        "export class F { constructor(a) { this.a = a.b; } }",
        "import { F } from './lib'; export const x = new F({ b: 'a' });",
    ),
    (
        "8",
        "export class F { constructor(a) { this.m = new Map(); this.a = a; } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    (
        "87",
        "export class F { constructor(a) { this.go(a); } go(a) { this.a = a; } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    (
        "8",
        "export class F { static make(a) { return new F(a); } constructor(a) { this.a = a; } }",
        "import { F } from './lib'; export const x = F.make('a');",
    ),
    ("8", "export class F { static of(a) { return a; } }", "import { F } from './lib'; export const x = F.of('a');"),
    (
        "87",
        "export class F extends Error { constructor(a) { super(a); } }",
        "import { F } from './lib'; export const x = new F('a');",
    ),
    ("8", "export class F extends Error {}", "import { F } from './lib'; export const x = new F('a');"),
    ("8", "export const f = { g: (a) => a };", "import { f } from './lib'; export const x = f.g('a');"),
    ("8", "export const f = { g(a) { return a; } };", "import { f } from './lib'; export const x = f.g('a');"),
    ("8", "export const f = { g: { h: (a) => a } };", "import { f } from './lib'; export const x = f.g.h('a');"),
    ("", "export default (a) => a;", "import f from './lib'; export const x = f('a');"),
    ("", "export default function f(a) { return [a]; }", "import f from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => a;", "import * as ns from './lib'; export const x = ns.f('a');"),
    ("8", "export const f = (a) => (b) => [a, b];", "import { f } from './lib'; export const x = f('a')(1);"),
    ("8", "export const f = (a) => ({ g: () => a });", "import { f } from './lib'; export const x = f('a').g();"),
    ("8", "export const f = (a) => ({ g: a });", "import { f } from './lib'; export const x = f('a').g;"),
    ("8", "export const f = (a) => ({ g: { h: a } });", "import { f } from './lib'; export const x = f('a').g.h;"),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = { k: f('a') };"),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = [f('a')];"),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = f(f('a'));"),
    ("8", "export const f = (a) => a;", "import { f } from './lib'; export const x = f(window.q);"),
    ("87", "export const f = (a) => a;", "import { f } from './lib'; export const x = f(console.log('a'));"),
    ("8", "export const f = (a) => a;", "import { f } from './lib'; export const x = `${f('a')}`;"),
    ("8", "export const f = (a) => a;", "import { f } from './lib'; export const x = f`a`;"),
    ("8", "export const f = (a) => a;", "import { f } from './lib'; export const x = f?.('a');"),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = f('a') ?? 1;"),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = true && f('a');"),
    ("87", "export let f = (a) => a;\nf = (a) => a + 1;", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = function (a) { return a; };", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = function (a) { return this; };", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => globalThis.q;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => import.meta.env.MODE + a;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => Date.now() + a;", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => new Date();", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => Symbol(a);", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => Math.random() + a;", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => a.split(\",\");", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => a.replace(/x/g, \"\");", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => /x/.test(a);", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => parseInt(a, 10);", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => Array.isArray(a) ? a : [a];", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => Array.from(a);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => Promise.resolve(a);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => new Promise((r) => r(a));", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => import(\"./dyn\");", "import { f } from './lib'; export const x = f('a');"),
    (
        "87",
        "export const f = (a) => { const { b, ...c } = a; return [b, c]; };",
        "import { f } from './lib'; export const x = f({ b: 'a' });",
    ),
    (
        "87",
        "export const f = (a) => { const { b } = a; return b; };",
        "import { f } from './lib'; export const x = f({ b: 'a' });",
    ),
    (
        "87",
        "export const f = (a) => { const [b] = a; return b; };",
        "import { f } from './lib'; export const x = f(['a']);",
    ),
    (
        "87",
        "export const f = (a) => { a.z = 1; return a; };",
        "import { f } from './lib'; export const x = f({ b: 'a' });",
    ),
    (
        "87",
        "export const f = (a) => { delete a.z; return a; };",
        "import { f } from './lib'; export const x = f({ b: 'a' });",
    ),
    (
        "",
        "export const f = (a) => { switch (a) { case 1: return 2; default: return 3; } };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "export const f = (a) => { while (a < 1) { a++; } return a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export const f = (a) => { function g() { return a; } return g; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "8",
        "export const f = (a) => { function g() { return a; } return g(); };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("", "export const f = (a) => (() => a)();", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => a instanceof Error;", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => \"b\" in a;", "import { f } from './lib'; export const x = f({ b: 'a' });"),
    (
        "87",
        "export const f = (a) => typeof a === \"string\" ? a.length : 0;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export const f = (a) => { let c = new Map(); return (k) => { if (!c.has(k)) c.set(k, a(k)); return c.get(k); }; };",
        "import { f } from './lib'; export const x = f((k) => 'a');",
    ),
    (
        "",
        "export const f = (a) => { const l = new Set(); return { get: () => a, sub(x) { l.add(x); return () => l.delete(x); } }; };",
        "import { f } from './lib'; export const x = f({ v: 'a' });",
    ),
    (
        "87",
        "export const f = (i) => { let s; const l = new Set(); const api = { get: () => s, set: (n) => { s = n; l.forEach((x) => x(s)); } }; s = i(api.set, api.get, api); return api; };",
        "import { f } from './lib'; export const x = f((set) => ({ v: 'a', set }));",
    ),
    (
        "87",
        "import { createContext } from 'react';\nexport const f = (a) => createContext(a);",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "import { memo } from 'react';\nexport const f = (a) => memo(a);",
        "import { f } from './lib'; export const x = f(() => 'a');",
    ),
    (
        "8",
        "import { g } from './deep';\nexport const f = (a) => g(a);\n---\nexport const g = (a) => a;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "87",
        "import { g } from './deep';\nexport const f = (a) => g(a);\n---\nexport const g = (a) => console.log(a);",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export { g as f } from './deep';\n---\nexport const g = (a) => a;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export * from './deep';\n---\nexport const f = (a) => a;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "import { g } from './deep';\nexport const f = g;\n---\nexport const g = (a) => a;",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "8",
        "import { g } from './deep';\nexport const f = g('a');\n---\nexport const g = (a) => (b) => [a, b];",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("", "export const f = /* @__PURE__ */ (() => (a) => a)();", "import { f } from './lib'; export const x = f('a');"),
    (
        "",
        "/* @__NO_SIDE_EFFECTS__ */\nexport function f(a) { console.log(a); }",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("", "export const f = (a) => a;", "import { f } from './lib'; export const x = (() => f('a'))();"),
    ("", "export const f = (a) => a;\nf.q = 1;", "import { f } from './lib'; export const x = f('a');"),
    (
        "87",
        "export const f = (a, b) => { b.c = a; return b; };",
        "import { f } from './lib'; export const x = f('a', {});",
    ),
    (
        "87",
        "export const f = (a) => Object.fromEntries(a.map((x) => [x, x]));",
        "import { f } from './lib'; export const x = f(['a']);",
    ),
    ("87", "export const f = (a) => [...a, 1];", "import { f } from './lib'; export const x = f(['a']);"),
    ("", "export const f = (a) => ({ [a]: 1 });", "import { f } from './lib'; export const x = f('a');"),
    (
        "87",
        "export const f = (a) => { const r = { ...a }; r.k = 1; return r; };",
        "import { f } from './lib'; export const x = f({ b: 'a' });",
    ),
    (
        "8",
        "export const f = (a) => Object.defineProperty({}, 'k', { value: a });",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("8", "export const f = (a) => encodeURIComponent(a);", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a) => new URL(a, 'http://x.y');", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => new Intl.NumberFormat(a);", "import { f } from './lib'; export const x = f('en');"),
    (
        "87",
        "export const f = (a) => { const d = new Date(a); return d.getTime(); };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    ("8", "export const f = (a) => [1, 2].map((x) => x + a);", "import { f } from './lib'; export const x = f('a');"),
    ("", "export const f = (a) => [a].concat([1]);", "import { f } from './lib'; export const x = f('a');"),
    ("8", "export const f = (a) => [a].join('');", "import { f } from './lib'; export const x = f('a');"),
    ("87", "export const f = (a, b) => a.b + b;", "import { f } from './lib'; export const x = f({ b: 'a' }, 1);"),
    ("87", "export const f = (a) => a?.b;", "import { f } from './lib'; export const x = f({ b: 'a' });"),
    ("87", "export const f = (a) => a?.b?.c;", "import { f } from './lib'; export const x = f({ b: 'a' });"),
    ("87", "export const f = (a) => a[0];", "import { f } from './lib'; export const x = f(['a']);"),
    (
        "",
        "export const f = (k) => ({ all: [k], list: () => [k, 'l'], one: (id) => [k, id] });",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "",
        "export const f = (t, p) => ({ type: t, payload: p });",
        "import { f } from './lib'; export const x = f('a', { v: 1 });",
    ),
    (
        "87",
        "export const f = (n) => { const full = `app/${n}`; const a = (p) => ({ type: full, payload: p }); a.type = full; return a; };",
        "import { f } from './lib'; export const x = f('a');",
    ),
    (
        "8",
        "export class A { constructor(o) { this.o = o; } }",
        "import { A } from './lib'; export const x = { client: new A('a'), plans: ['a'] };",
    ),
    ("8", "export const a = { k: 1 };", "import { a } from './lib'; export const x = { ...a, v: 'a' };"),
    ("8", "export const a = [1];", "import { a } from './lib'; export const x = [...a, 'a'];"),
    ("8", "export const a = { k: { l: 1 } };", "import { a } from './lib'; export const x = { v: 'a', q: a.k.l };"),
    (
        "8",
        "export const a = { k: { l: 1 } };",
        "import { a } from './lib'; const { k } = a; export const x = [k, 'a'];",
    ),
    (
        "87",
        "export const a = { k: 1 };",
        "import { a } from './lib'; export const x = Object.keys(a).map((k) => k + 'a');",
    ),
    ("8", "export const a = { k: 1 };", "import { a } from './lib'; export const x = Object.freeze({ a, v: 'a' });"),
    ("8", "export const a = [1];", "import { a } from './lib'; export const x = a.map((k) => k + 'a');"),
    ("87", "export const a = [1];", "import { a } from './lib'; export const x = new Set(a); export const y = 'a';"),
    (
        "87",
        "export const a = [[1, 2]];",
        "import { a } from './lib'; export const x = new Map(a); export const y = 'a';",
    ),
    ("87", "export const a = new Map();", "import { a } from './lib'; a.set('a', 1); export const x = 1;"),
    (
        "87",
        "export const a = {}; export const used = a;",
        "import { a } from './lib'; Object.assign(a, { v: 'a' }); export const x = 1;",
    ),
    ("", "export const a = 1;", "import { a } from './lib'; export const x = `a${a}`;"),
    ("", "export const a = 1;", "import { a } from './lib'; export const x = a + 'a';"),
    ("", "export const a = 1;", "import { a } from './lib'; export const x = a * 60 + 1; export const v = 'a';"),
    ("8", "export const a = () => 1;", "import { a } from './lib'; export const x = a() * 60; export const v = 'a';"),
    ("8", "export const a = () => 1;", "import { a } from './lib'; export const x = a() + 'a';"),
    ("8", "export const a = () => 1;", "import { a } from './lib'; export const x = -a(); export const v = 'a';"),
    ("", "export const a = () => 1;", "import { a } from './lib'; export const x = a() === 'a';"),
    ("", "export const a = () => 1;", "import { a } from './lib'; export const x = a() ? 'a' : 2;"),
    ("", "export const a = () => 1;", "import { a } from './lib'; export const x = a() || 'a';"),
    ("", "export const a = () => 1;", "import { a } from './lib'; export const x = !a(); export const v = 'a';"),
    ("8", "export const a = () => [1, 2];", "import { a } from './lib'; export const [x, y] = a('a');"),
    ("8", "export const a = () => ({ k: 1, l: 2 });", "import { a } from './lib'; export const { k: x, l } = a('a');"),
    (
        "8",
        "export const a = () => ({ k: 1, l: 2 });",
        "import { a } from './lib'; const t = a('a'); export const x = t.k;",
    ),
    (
        "8",
        "export const a = () => ({ k: 1, l: 2 });",
        "import { a } from './lib'; const t = a('a'); export const x = { ...t };",
    ),
    (
        "8",
        "export const a = () => ({ k: 1, l: 2 });",
        "import { a } from './lib'; const t = a('a'); export const x = t.k.m;",
    ),
    (
        "8",
        "export const a = () => ({ k: () => 1 });",
        "import { a } from './lib'; const t = a('a'); export const x = t.k();",
    ),
    (
        "8",
        "export const a = () => ({ k: (v) => [v] });",
        "import { a } from './lib'; const t = a(); export const x = t.k('a'), y = t.k('a');",
    ),
    ("", "export const a = (C) => (p) => C(p);", "import { a } from './lib'; export const x = a((p) => 'a');"),
    (
        "87",
        "export const a = (C) => { const W = (p) => C(p); W.displayName = `w(${C.name})`; return W; };",
        "import { a } from './lib'; export const x = a((p) => 'a');",
    ),
    (
        "",
        "export const a = (C) => { function W(p) { return C(p); } return W; };",
        "import { a } from './lib'; function B() { return 'a'; } export const x = a(B);",
    ),
    (
        "",
        "export const a = (f, ms) => { let t; return (...args) => { clearTimeout(t); t = setTimeout(() => f(...args), ms); }; };",
        "import { a } from './lib'; export const x = a(() => 'a', 300);",
    ),
    (
        "",
        "export const a = (f) => { const c = new Map(); return (k) => { if (c.has(k)) return c.get(k); const v = f(k); c.set(k, v); return v; }; };",
        "import { a } from './lib'; export const x = a((k) => 'a');",
    ),
    (
        "",
        "export const a = (f) => { let done = false, v; return () => { if (!done) { v = f(); done = true; } return v; }; };",
        "import { a } from './lib'; export const x = a(() => 'a');",
    ),
    (
        "87",
        "export const a = (...fns) => fns.reduce((f, g) => (v) => g(f(v)));",
        "import { a } from './lib'; export const x = a((v) => v, (v) => v + 'a');",
    ),
    (
        "8",
        "export const a = (f) => (x) => (y) => f(x, y);",
        "import { a } from './lib'; export const x = a((p, q) => p + q)('a');",
    ),
    (
        "87",
        "export class A { static inst = null; static get() { return (A.inst ??= new A()); } }",
        "import { A } from './lib'; export const x = A.get('a');",
    ),
    (
        "8",
        "export class A { static create(o) { return new A(o); } constructor(o) { this.o = o; } }",
        "import { A } from './lib'; export const x = A.create('a');",
    ),
    (
        "8",
        "export class A { #k = 1; constructor(o) { this.#k = o; } }",
        "import { A } from './lib'; export const x = new A('a');",
    ),
    (
        "87",
        "export class A { constructor(o = {}) { this.base = o.base ?? \"x\"; } }",
        "import { A } from './lib'; export const x = new A({ base: 'a' });",
    ),
    (
        "8",
        "export class A { constructor(o) { this.base = `${o}/v1`; } }",
        "import { A } from './lib'; export const x = new A('a');",
    ),
    (
        "87",
        "export class A { constructor(o) { Object.assign(this, o); } }",
        "import { A } from './lib'; export const x = new A({ v: 'a' });",
    ),
    (
        "87",
        "export class A { constructor(o) { const { k } = o; this.k = k; } }",
        "import { A } from './lib'; export const x = new A({ k: 'a' });",
    ),
    (
        "8",
        "export class A { constructor({ k }) { this.k = k; } }",
        "import { A } from './lib'; export const x = new A({ k: 'a' });",
    ),
    (
        "87",
        "export class A { items = []; map = new Map(); constructor(k) { this.k = k; this.bound = this.go.bind(this); } go() {} }",
        "import { A } from './lib'; export const x = new A('a');",
    ),
    (
        "8",
        "export class A { go = () => this.k; constructor(k) { this.k = k; } }",
        "import { A } from './lib'; export const x = new A('a');",
    ),
    (
        "",
        "export class A { constructor(k) { this.k = k; } }",
        "import { A } from './lib'; export class x extends A { v = 'a'; }",
    ),
    (
        "87",
        "export class A { constructor(k) { this.k = k; } }",
        "import { A } from './lib'; class B extends A { constructor() { super('a'); } } export const x = new B();",
    ),
    (
        "8",
        "export class A { constructor(k) { this.k = k; } }",
        "import { A } from './lib'; class B extends A { name = 'a'; } export const x = new B();",
    ),
    (
        "87",
        "export class A extends Error { constructor(m, c) { super(m); this.c = c; } }",
        "import { A } from './lib'; export const x = new A('a');",
    ),
    (
        "",
        "export const a = (s) => ({ parse: (v) => v, shape: s });",
        "import { a } from './lib'; export const x = a({ k: a({}), l: 'a' });",
    ),
    (
        "8",
        "const str = () => ({ t: \"s\" }); export const a = { string: str, object: (s) => ({ t: \"o\", s }) };",
        "import { a } from './lib'; export const x = a.object({ k: a.string(), v: 'a' });",
    ),
    (
        "",
        "export const string = () => ({ t: \"s\" }); export const object = (s) => ({ t: \"o\", s });",
        "import * as a from './lib'; export const x = a.object({ k: a.string(), v: 'a' });",
    ),
    (
        "87",
        "export const string = () => ({ t: \"s\", min(n) { return { ...this, n }; } });",
        "import { string } from './lib'; export const x = string().min('a');",
    ),
    (
        "87",
        "export class S { min(n) { this.n = n; return this; } } export const string = () => new S();",
        "import { string } from './lib'; export const x = string().min('a');",
    ),
    (
        "87",
        "export const a = (l) => l.map((r) => ({ ...r, p: r.path }));",
        "import { a } from './lib'; export const x = a([{ path: 'a' }]);",
    ),
    (
        "87",
        "export const a = (l) => Object.fromEntries(l.map((r) => [r, r]));",
        "import { a } from './lib'; export const x = a(['a']);",
    ),
    (
        "",
        "export const a = (ns) => ({ info: (m) => console.info(ns, m), warn: (m) => console.warn(ns, m) });",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "8",
        "export const a = (n) => n * 1000;",
        "import { a } from './lib'; export const x = a(5); export const v = 'a';",
    ),
    ("8", "export const a = (n) => n * 1000;", "import { a } from './lib'; export const x = { ttl: a(5), v: 'a' };"),
    (
        "8",
        "export const sec = (n) => n * 1000; export const a = (n) => sec(n * 60);",
        "import { a } from './lib'; export const x = { ttl: a(5), v: 'a' };",
    ),
    (
        "8",
        "export const a = (d) => new Intl.DateTimeFormat(d, { dateStyle: \"short\" });",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "87",
        "export const a = (t) => { const l = {}; for (const k of Object.keys(t)) l[k] = t[k]; return l; };",
        "import { a } from './lib'; export const x = a({ v: 'a' });",
    ),
    (
        "87",
        "export const a = (k, d) => { const v = localStorage.getItem(k); return v ?? d; };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "",
        "export const a = () => typeof window !== \"undefined\";",
        "import { a } from './lib'; export const x = a() ? 'a' : 1;",
    ),
    (
        "8",
        "export const a = () => typeof window !== \"undefined\" && window.innerWidth > 3;",
        "import { a } from './lib'; export const x = a() ? 'a' : 1;",
    ),
    ("", "export const a = Symbol(\"k\");", "import { a } from './lib'; export const x = { [a]: 'a' };"),
    ("", "export const a = \"k\";", "import { a } from './lib'; export const x = { [a]: 'a' };"),
    ("8", "export const a = { k: \"k\" };", "import { a } from './lib'; export const x = { [a.k]: 'a' };"),
    (
        "87",
        "export const a = Object.freeze({ k: \"k\" });",
        "import { a } from './lib'; export const x = { [a.k]: 'a' };",
    ),
    ("87", "export const a = Object.freeze({ k: \"k\" });", "import { a } from './lib'; export const x = a.k + 'a';"),
    ("87", "export const a = JSON.parse(\"{}\");", "import { a } from './lib'; export const x = a.k + 'a';"),
    ("8", "export const a = { get k() { return 1; } };", "import { a } from './lib'; export const x = [a.k, 'a'];"),
    ("8", "export const a = { k: 1 };", "import { a } from './lib'; export const x = a?.k ?? 'a';"),
    ("8", "export const a = [1];", "import { a } from './lib'; export const x = a[0] ?? 'a';"),
    ("8", "export const a = [1];", "import { a } from './lib'; export const x = a.length > 1 ? 'a' : 0;"),
    ("", "export const a = 1;", "import { a } from './lib'; export const x = [a, 'a'].join('-');"),
    ("8", "export const a = 1;", "import { a } from './lib'; export const x = ['a'].map((k) => k + a);"),
    ("8", "export const a = (k) => k;", "import { a } from './lib'; export const x = ['a'].map(a);"),
    ("87", "export const a = (k) => k.v;", "import { a } from './lib'; export const x = [{ v: 'a' }].map(a);"),
    ("8", "export const a = (k) => k;", "import { a } from './lib'; export const x = ['a'].map((k) => a(k));"),
    (
        "87",
        "export const a = (k) => k;",
        "import { a } from './lib'; export const x = Object.entries({ v: 'a' }).map(([k]) => a(k));",
    ),
    ("", "export const a = (k) => k;", "import { a } from './lib'; export default a('a'); export const x = 1;"),
    ("", "export const a = (k) => k;", "import { a } from './lib'; let v = a('a'); export { v as x };"),
    ("", "export const a = (k) => k;", "import { a } from './lib'; var v; v = a('a'); export { v as x };"),
    ("", "export const a = (k) => k;", "import { a } from './lib'; a('a'); export const x = 1;"),
    ("87", "export const a = (k) => k;", "import { a } from './lib'; for (const v of ['a']) a(v); export const x = 1;"),
    (
        "87",
        "export const reg = new Map(); export const a = (k, v) => { reg.set(k, v); };",
        "import { a } from './lib'; a('a', 1); export const x = 1;",
    ),
    (
        "87",
        "const reg = new Map(); export const a = (k, v) => { reg.set(k, v); return v; }; export const get = (k) => reg.get(k);",
        "import { a } from './lib'; export const x = a('a', 1);",
    ),
    (
        "87",
        "const subs = new Set(); export const a = (f) => { subs.add(f); return () => subs.delete(f); };",
        "import { a } from './lib'; export const x = a(() => 'a');",
    ),
    (
        "87",
        "let id = 0; export const a = () => `id-${++id}`;",
        "import { a } from './lib'; export const x = a() + 'a';",
    ),
    (
        "",
        "export const a = (a, b) => { if (b) { return [a, b]; } else { return null; } };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "",
        "export const a = (v) => { const isOn = v === \"on\"; return { isOn, toggle: () => !isOn }; };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "",
        "export const a = (v) => { const out = { base: v }; return out; };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "8",
        "export const a = (v) => { const o = { k: 1 }; return o.k; };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    ("87", "const t = { k: 1 }; export const a = (v) => t[v];", "import { a } from './lib'; export const x = a('a');"),
    (
        "8",
        "const t = { k: 1 }; export const a = (v) => ({ ...t, v });",
        "import { a } from './lib'; export const x = a('a');",
    ),
    ("8", "const t = [1]; export const a = (v) => [...t, v];", "import { a } from './lib'; export const x = a('a');"),
    (
        "8",
        "const t = [1]; export const a = (v) => t.includes(v);",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "8",
        "const t = [1]; export const a = (v) => t.map((k) => k + v);",
        "import { a } from './lib'; export const x = a('a');",
    ),
    ("8", "const re = /x/; export const a = (v) => re.test(v);", "import { a } from './lib'; export const x = a('a');"),
    (
        "8",
        "import { t } from \"./deep\"; export const a = (v) => t.k + v;\n---\nexport const t = { k: 1 };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "",
        "import { t } from \"./deep\"; export const a = (v) => ({ v, t });\n---\nexport const t = { k: 1 };",
        "import { a } from './lib'; export const x = a('a');",
    ),
    (
        "8",
        "import { t } from \"./deep\"; export const a = (v) => new t(v);\n---\nexport class t { constructor(k) { this.k = k; } }",
        "import { a } from './lib'; export const x = a('a');",
    ),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export const x = { one: { two: [a('a')] } };"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export const x = () => a('a');"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export function x(p = a('a')) { return p; }"),
    ("8", "export const a = (v) => v;", "import { a } from './lib'; export class x { static k = a('a'); }"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export class x { static k = 'a'; }"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export class x { k = a('a'); }"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export const x = void a('a');"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export const x = typeof a('a');"),
    ("", "export const a = (v) => v;", "import { a } from './lib'; export const x = (a('a'), 1);"),
    ("87", "export const a = (v) => v;", "import { a } from './lib'; export const x = await a('a');"),
    ("87", "export const a = (v) => v;", "import { a } from './lib'; export const x = a.call(null, 'a');"),
    ("87", "export const a = (v) => v;", "import { a } from './lib'; export const x = a.bind(null, 'a');"),
    ("87", "export const a = (v) => v;", "import { a } from './lib'; export const x = a; x.displayName = 'a';"),
    ("87", "export const a = (v) => v;", "import { a } from './lib'; export const x = Object.assign(a, { v: 'a' });"),
    (
        "87",
        "export const a = (v) => v;",
        "import { a } from './lib'; export const x = Object.assign(() => a(1), { v: 'a' });",
    ),
];

/// The modules of which the build by that edition of Vite is said to keep code, by their number in the list.
fn kept(edition: &str) -> Vec<bool> {
    let mut files = format!(
        "//- package.json\n{{ \"dependencies\": {{ \"vite\": \"{edition}\", \"react\": \"19.0.0\" }} }}\n\
         //- index.html\n<script type=\"module\" src=\"/main.js\"></script>\n"
    );
    let (mut barrel, mut live) = (String::from("export const used = 'used';\n"), String::new());
    for (number, (_, called, calls)) in SEEN.iter().enumerate() {
        let (called, deep) = called.split_once("\n---\n").unwrap_or((called, ""));
        for (name, text) in [("lib", called), ("deep", deep), ("unused", calls), ("live", calls)] {
            files += &format!("//- c{number}/{name}.js\n{text}\n");
        }
        barrel += &format!("export {{ x as x{number} }} from './c{number}/unused';\n");
        live += &format!("import {{ x as y{number} }} from './c{number}/live'; window.y{number} = y{number};\n");
    }
    files += &format!(
        "//- barrel.js\n{barrel}//- main.js\nimport {{ used }} from './barrel'; document.title = used;\n{live}"
    );
    let fixture = Fixture::new(&files);
    let graph = Graph::new(Arc::new(fixture.project.clone()));
    let file = |number: usize| fixture.project.by_path(&fixture.path(&format!("c{number}/unused.js"))).unwrap().id;
    (0..SEEN.len()).map(|number| graph.client(file(number)).is_some_and(|reached| reached.ships)).collect()
}

#[test]
fn what_is_kept_of_calls_is_what_builds_kept() {
    let (eight, seven) = (kept("^8.0.0"), kept("^7.0.0"));
    let said =
        |number: usize| format!("{}{}", if eight[number] { "8" } else { "" }, if seven[number] { "7" } else { "" });
    let lines = SEEN.iter().enumerate().map(|(number, (seen, called, calls))| (said(number), *seen, *called, *calls));
    let wrong: Vec<_> = lines.filter(|(said, seen, ..)| said != seen).collect();
    assert!(wrong.is_empty(), "said, seen, called, caller: {wrong:#?}");
}
