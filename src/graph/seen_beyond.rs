//! What Vite's builds kept of something unused that calls into another module, held against what is said of it.
//!
//! Each line was two modules: one that is called, by live code too, and one with the call, imported through a barrel by client
//! code that uses nothing of it; built with Vite `8`.3 and `7`.3.

#![allow(clippy::format_push_string, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::Graph;
use crate::project::fixture::Fixture;

/// Who kept it, what is called, and who calls.
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
    ("87", "export const f = (a) => import(\"./dyn.js\");", "import { f } from './lib'; export const x = f('a');"),
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
];

/// The modules of which the build by that edition of Vite is said to keep code, by their number in the list.
fn kept(edition: &str) -> Vec<bool> {
    let mut files = format!(
        "//- package.json\n{{ \"dependencies\": {{ \"vite\": \"{edition}\", \"react\": \"19.0.0\" }} }}\n\
         //- index.html\n<script type=\"module\" src=\"/main.ts\"></script>\n"
    );
    let (mut barrel, mut live) = (String::from("export const used = 'used';\n"), String::new());
    for (number, (_, called, calls)) in SEEN.iter().enumerate() {
        let caller = calls.replace("export const x ", "export const y ");
        files += &format!(
            "//- c{number}/lib.ts\n{called}\n//- c{number}/unused.ts\n{calls}\n//- c{number}/live.ts\n{caller}\n"
        );
        barrel += &format!("export {{ x as x{number} }} from './c{number}/unused';\n");
        live += &format!("import {{ y as y{number} }} from './c{number}/live'; window.y{number} = y{number};\n");
    }
    files += &format!(
        "//- barrel.ts\n{barrel}//- main.ts\nimport {{ used }} from './barrel'; document.title = used;\n{live}"
    );
    let fixture = Fixture::new(&files);
    let graph = Graph::new(Arc::new(fixture.project.clone()));
    let file = |number: usize| fixture.project.by_path(&fixture.path(&format!("c{number}/unused.ts"))).unwrap().id;
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
