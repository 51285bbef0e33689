//! What builds kept of something unused, held against what is said of it.
//!
//! Each line was a module of its own, imported through a barrel by client code that uses nothing of it, and built with Next 16.4
//! (`T`urbopack, `W`ebpack) and Vite `8`.3 and `7`.3.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::dead::Folds;
use super::effect::Effect;
use super::shape::Shape;
use crate::project::Bundler;

const SEEN: &[(&str, &str)] = &[
    ("", "export const x = { a: 'a' };"),
    ("", "const make = () => ({ a: 'a' }); export const x = make();"),
    ("", "function make(a) { const b = [a]; return { b }; } export const x = make('a');"),
    ("TW87", "const make = () => { console.log('a'); return 1; }; export const x = make();"),
    ("", "const make = (a) => Math.max(a, 'a'.length); export const x = make(1);"),
    (
        "TW87",
        "const make = () => { const out = []; for (const a of ['a']) out.push(a); return out; }; export const x = make();",
    ),
    ("8", "const inner = (a) => ({ a }); const outer = (a) => inner(a); export const x = outer('a');"),
    ("TW8", "function f(n) { return n ? f(n - 1) : 'a'; } export const x = f(3);"),
    ("", "export const x = (() => 'a')();"),
    ("TW87", "export const x = (async () => 'a')();"),
    ("87", "import * as React from 'react'; export const x = React.memo(() => 'a');"),
    (
        "TW87",
        "import * as React from 'react'; const X = React.forwardRef((p, ref) => 'a'); X.displayName = 'b'; export { X as x };",
    ),
    ("87", "import { createContext } from 'react'; export const x = createContext('a');"),
    ("TW87", "import { cache } from 'react'; export const x = cache(() => 'a');"),
    ("87", "import { createElement } from 'react'; export const x = createElement('b', null, 'a');"),
    ("", "export const x = <b>a</b>;"),
    ("W", "export const x = Symbol('a');"),
    ("W8", "export const x = ['a', 'b'].map((a) => a + 'c');"),
    ("TW87", "const list = ['a', 'b']; export const x = list.filter((a) => a.length > 1);"),
    ("", "export const x = ['a', 'b'].join(',');"),
    ("W8", "export const x = ['a', 'b'].includes('b');"),
    ("8", "export const x = 'a,b'.split(',');"),
    ("W87", "export const x = new URL('https://a.example');"),
    ("W87", "export const x = new URLSearchParams({ a: 'a' });"),
    ("TW87", "export const x = JSON.parse('{\"a\":\"a\"}');"),
    ("TW87", "export const x = JSON.stringify({ a: 'a' });"),
    ("TW8", "export const x = Object.freeze({ a: 'a' });"),
    ("TW87", "export const x = Object.assign({}, { a: 'a' });"),
    ("W8", "export const x = Object.entries({ a: 'a' });"),
    ("TW87", "export const x = Object.fromEntries([['a', 'a']]);"),
    ("TW", "export const x = Object.create(null);"),
    ("TW87", "const o = { a: 'a' }; export const x = Object.keys(o).map((k) => o[k]);"),
    ("W87", "export const x = Array.from(['a']);"),
    ("W", "export const x = Array.of('a');"),
    ("", "export const x = new Set(['a']);"),
    ("W", "export const x = new WeakMap();"),
    ("7", "const list = ['a']; export const x = new Set(list);"),
    ("", "export const x = new Date('2020-01-01');"),
    ("TW", "export const x = Date.now();"),
    ("TW8", "export const x = new Intl.NumberFormat('en', { currency: 'EUR', a: 'a' });"),
    ("", "export const x = new RegExp('a');"),
    ("W8", "export const x = /a/.test('a');"),
    ("W", "export const x = new Error('a');"),
    ("W87", "export const x = new Promise(() => {});"),
    ("TW87", "export const x = Promise.resolve('a');"),
    ("7", "export const x = new Array('a');"),
    ("TW87", "export const x = Array(3).fill('a');"),
    ("W", "export const x = parseInt('3', 10);"),
    ("TW", "export const x = encodeURIComponent('a');"),
    ("TW87", "export const x = btoa('a');"),
    ("", "export const x = window;"),
    ("W8", "export const x = navigator.userAgent;"),
    ("8", "export const x = globalThis.foo;"),
    ("W8", "export const x = process.env.NEXT_PUBLIC_FOO;"),
    ("W8", "export const x = process.env.NEXT_PUBLIC_FOO || 'a';"),
    ("W8", "export const x = process.env.FOO ?? 'a';"),
    ("", "export class x { a = 'a'; b() { return 1; } }"),
    ("W", "export class x { static a = 'a'; }"),
    ("TW8", "export class x { static { this.a = 'a'; } }"),
    ("", "export class x extends Error { name = 'a'; }"),
    ("TW87", "import React from 'react'; export class x extends React.Component { render() { return 'a'; } }"),
    ("", "class A { a = 'a'; } export class x extends A {}"),
    ("TW", "const mix = (b) => class extends b { a = 'a'; }; export class x extends mix(Object) {}"),
    ("W8", "class A { a() { return 'a'; } } export const x = new A();"),
    ("TW8", "class A { a = 'a'; } export const x = new A();"),
    ("TW8", "class A { constructor(a) { this.a = a; } } export const x = new A('a');"),
    ("TW87", "class A { constructor(a) { globalThis.q = a; } } export const x = new A('a');"),
    ("W8", "class A { constructor() {} b() { return 'a'; } } export const x = new A();"),
    ("TW8", "class B { z() {} } class A extends B { a = 'a'; } export const x = new A();"),
    ("W8", "import { cfg } from './helper'; export const x = cfg.a;"),
    ("W87", "import { cfg } from './helper'; export const x = cfg.a.b.c;"),
    ("8", "import { cfg } from './helper'; export const x = { ...cfg, z: 'a' };"),
    ("8", "import { list } from './helper'; export const x = [...list, 'a'];"),
    ("", "import { cfg } from './helper'; export const x = { cfg, z: 'a' };"),
    ("", "import { cfg } from './helper'; export const x = cfg;"),
    ("8", "const o = { a: { b: 'a' } }; export const x = o.a.b;"),
    ("W87", "const o = { a: 'a' }; export const x = o.q.b;"),
    ("8", "const o = { f: () => 'a' }; export const x = o.f();"),
    ("8", "const o = { a: 'a' }; export const x = o?.a?.b;"),
    ("8", "const o = { a: 'a' }; const k = 'a'; export const x = o[k];"),
    ("", "let n = 0; export const x = () => { n += 1; return 'a' + n; };"),
    ("", "let cache; export function x() { cache ??= 'a'; return cache; }"),
    ("", "export const x = () => 'b'; x.displayName = 'a';"),
    ("", "const o = {}; o.a = 'a'; export const x = o;"),
    ("TW8", "export function x() {} x.prototype.a = () => 'a';"),
    ("TW8", "const list = []; list.push('a'); export const x = list;"),
    ("TW87", "const m = new Map(); m.set('a', 'a'); export const x = m;"),
    ("TW8", "export const x = {}; ['a'].forEach((a) => { x[a] = 1; });"),
    ("TW87", "export const x = {}; for (const a of ['a']) x[a] = 1;"),
    ("87", "export let x = 1; try { x = 'a'; } catch {}"),
    ("8", "export let x = 1; if (x) { x = 'a'; }"),
    ("TW87", "export const x = 'a'; if (globalThis.zz) throw new Error('a');"),
    ("TW87", "export const x = process.env.FOO; if (!process.env.FOO) throw new Error('a');"),
    ("", "export enum x { A = 'a' }"),
    ("TW87", "export namespace x { export const a = 'a'; }"),
    ("TW87", "const tag = (s) => s[0]; export const x = tag`a`;"),
    ("8", "export const x = String.raw`a`;"),
    ("", "export default { a: 'a' };"),
    ("W8", "export const { a } = { a: 'a' };"),
    ("W8", "import { cfg } from './helper'; export const { a } = cfg;"),
    ("", "export const [a] = ['a'];"),
    ("TW8", "export const x = {}; Object.defineProperty(x, 'a', { value: 'a' });"),
    ("TW87", "export const x = new Proxy({ a: 'a' }, {});"),
    ("W8", "const o = { get a() { return 'a'; } }; export const x = o.a;"),
    ("", "export const x = import.meta.url;"),
    ("8", "export const x = (1.5).toFixed(1);"),
    ("", "const a = 'a'; export const x = a + 'b' + 1;"),
    ("8", "const o = { a: 'a' }; export const x = 'a' in o;"),
    ("", "const a = 'a'; export const x = a && { b: a };"),
    ("TW87", "export const x = 1; console.log('a');"),
    ("TW87", "export const x = 1; globalThis.marked = 'a';"),
    ("TW87", "export const x = 1; if (typeof window !== 'undefined') window.addEventListener('a', () => {});"),
    ("TW87", "import path from 'path'; export const x = path.join('a', 'b');"),
    ("", "import { make } from './helper'; export const x = /* @__PURE__ */ make('a');"),
    ("", "import { Helper } from './helper'; export const x = /* #__PURE__ */ new Helper('a');"),
    ("", "export async function x() { return 'a'; }"),
    ("", "export function* x() { yield 'a'; }"),
    ("", "const h = \"a\"; export const x = `https://${h}/x`;"),
    ("", "export const x = { a: [1, 2, { b: 'a' }], c: () => 1, d: /x/ };"),
    ("TW87", "const f = function () { return 'a'; }; export const x = f.bind(null);"),
    ("TW8", "function F() { this.a = 'a'; } export const x = new F();"),
];

/// The letters of those who keep any code of the module.
fn keepers(source: &str) -> String {
    let facts = crate::syntax::parse(source.into(), "a.tsx");
    // With these flags nothing is looked for in one scope: the helper was shared.
    let parts = Shape::new(&facts, Folds::VITE).parts;
    let effect = parts.iter().filter(|part| part.code).map(|part| part.effect).fold(Effect::PURE, |a, b| a | b);
    let letters =
        [('T', Bundler::Turbopack), ('W', Bundler::Webpack), ('8', Bundler::Rolldown), ('7', Bundler::Rollup)];
    letters.into_iter().filter(|(_, bundler)| effect.code.contains(bundler.alone())).map(|(letter, _)| letter).collect()
}

#[test]
fn what_is_kept_is_what_builds_kept() {
    let wrong: Vec<_> = SEEN
        .iter()
        .map(|(seen, source)| (keepers(source), *seen, *source))
        .filter(|(said, seen, _)| said != seen)
        .collect();
    assert!(wrong.is_empty(), "said, seen, source: {wrong:#?}");
}

/// A remnant of a read leaves code, but nothing of the literals beside it.
#[test]
fn a_remnant_leaves_no_value() {
    let facts = crate::syntax::parse("export const key = process.env.KEY ?? 'a';".into(), "a.ts");
    let shape = Shape::new(&facts, Folds::NEXT);
    let effect = shape.parts[0].effect;
    assert!(effect.code.contains(Bundler::Webpack.alone()));
    assert!(!effect.value.contains(Bundler::Webpack.alone()));
}
