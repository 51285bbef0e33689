//! Which of two variables a value holds, form by form. Each was seen in what a started app sent.

use super::sources;

/// The variables that `expression` holds, after `before`.
fn held(before: &str, expression: &str) -> Vec<String> {
    let written = |text: &str| text.replace("$A", "process.env.A_SECRET").replace("$B", "process.env.B_SECRET");
    let (before, expression) = (written(before), written(expression));
    let found = sources(&format!("//- a.ts\n{before}\nconst held = [/*>*/{expression}/*<*/];\n"));
    let named = found.iter().filter_map(|source| source.strip_prefix("env ")).map(|name| name.replace("_SECRET", ""));
    let mut names: Vec<String> = named.collect();
    names.sort();
    names.dedup();
    names
}

/// Of two variables only the first is held.
fn first_only(forms: &[(&str, &str)]) {
    for (before, expression) in forms {
        assert_eq!(held(before, expression), ["A"], "{before} {expression}");
    }
}

#[test]
fn names_and_patterns() {
    first_only(&[
        ("let token = $B; token = $A;", "token"),
        ("let token = $A; if (x) token = 'none'; else token = 'no';", "token"),
        ("let token; token ??= $A; token ||= 'none';", "token"),
        ("let token = ''; token += $A;", "token"),
        ("let a; ({ a } = { a: $A, b: $B });", "a"),
        ("let a, b; [b, [a]] = [$B, [$A]];", "a"),
        ("let a; for (a of [$A]) {}", "a"),
        ("const { a = $B } = { a: 'given' };", "[$A, a]"),
        ("const { a = $A } = other;", "a"),
        ("let it; const get = () => (it ??= { a: $A, b: $B });", "get().a"),
        ("namespace N { const own = $A; export const get = () => own; export const b = $B; }", "N.get()"),
        ("namespace N { export const a = $A; export const b = $B; }", "N.a"),
        ("const c = {}; c.mail = {}; c.mail.a = $A; c.mail.b = $B;", "c.mail.a"),
        ("const c = { mail: {} }; c.mail.a = $A; c.mail.b = $B;", "c.mail.a"),
        ("const c = { a: '', b: '' }; c.a = $A; c.b = $B;", "c.a"),
        ("const c = {}; Object.assign(c, { a: $A, b: $B });", "c.a"),
        ("const c = {}; Object.defineProperty(c, 'a', { value: $A }); c.b = $B;", "c.a"),
        ("const list = []; list.push($A);", "list[0]"),
        ("const list = []; list.push(...[$A]);", "list.map((it) => it)"),
        ("const c = { a: $A, b: $B };", "Reflect.get(c, 'a')"),
    ]);
}

#[test]
fn functions_and_what_they_are_called_with() {
    first_only(&[
        ("function* all() { yield $A; } function* others() { yield $B; }", "[...all()]"),
        ("function* own() { yield $A; } function* all() { yield* own(); }", "all().next().value"),
        ("function show(b) { return this.a; }", "show.call({ a: $A, b: $B }, $B)"),
        ("function show(b, a) { return a; }", "show.apply(null, [$B, $A])"),
        ("function show(b, a) { return a; }", "show.bind(null, $B, $A)()"),
        ("function show(b, a) { return a; }", "show.bind(null, $B)($A)"),
        ("function show() { return this.a; }", "show.bind({ a: $A, b: $B })()"),
        ("function show() { return arguments[1]; }", "show($B, $A)"),
        ("const url = (path, key = $B) => `${path}?${key}`;", "[$A, url('/x', 'public')]"),
        ("const url = (path, key = $A) => `${path}?${key}`;", "url('/x')"),
        ("const withKey = (use) => use($A, $B);", "withKey((key) => ({ key }))"),
        ("const withKey = (use) => { use($A, $B); }; let out; withKey((key) => { out = key; });", "out"),
        ("const compose = (f, g) => (x) => f(g(x)); const f = (x) => `${x}`;", "compose(f, f)($A)"),
        (
            "const once = (make) => { let it; return () => { if (!it) it = make(); return it; }; };",
            "once(() => ({ a: $A, b: $B }))().a",
        ),
        (
            "const get = () => new Promise((done) => { setTimeout(() => done({ a: $A, b: $B }), 1); });",
            "(await get()).a",
        ),
        ("const get = () => Promise.resolve($A).catch(() => 'none').finally(() => {});", "await get()"),
        ("const all = () => Promise.allSettled([$A, $B]);", "(await all())[0].value"),
        ("const show = (it) => ({ name: it.a }); const list = [{ a: $A, b: $B }];", "list.map(show)"),
        ("const list = [{ a: $A, b: $B }];", "list.reduce((all, it) => { all[it.k] = it.a; return all; }, {})"),
        ("const list = [{ a: $A, b: $B }];", "Array.from(list, (it) => it.a)"),
        ("const list = ['x', $A]; const other = [$B];", "[list.slice().sort(), other.at(0) === 'x']"),
        ("const list = [$B, $A];", "list.at(1)"),
        ("const list = [$B, $A];", "list.at(-1)"),
        ("const get = () => { if (false) return $B; return $A; };", "get()"),
        ("const get = () => { return $A; return $B; };", "get()"),
    ]);
}

#[test]
fn classes() {
    first_only(&[
        ("class Base { a = $A; b = $B; } class Config extends Base {}", "new Config().a"),
        (
            "class Base { get() { return $A; } b() { return $B; } } class C extends Base { show() { return super.get(); } }",
            "new C().show()",
        ),
        (
            "class Base { constructor(a, b) { this.a = a; this.b = b; } } class C extends Base { constructor() { super($A, $B); } }",
            "new C().a",
        ),
        ("class Base { constructor(o) { this.a = o.a; } } class C extends Base {}", "new C({ a: $A, b: $B }).a"),
        (
            "class Base { constructor(o) { this.a = o.a; } header() { return `Bearer ${this.a}`; } }\n\
             class C extends Base { constructor(o) { super(o); } show() { return this.header(); } }",
            "new C({ a: $A, b: $B }).show()",
        ),
        ("class Base { static a = $A; static b = $B; } class C extends Base {}", "C.a"),
        (
            "class Base { say() { return `${this.key()}`; } } class C extends Base { key() { return $A; } b() { return $B; } }",
            "new C().say()",
        ),
        ("class C { static it; a = $A; b = $B; static get() { return (C.it ??= new C()); } }", "C.get().a"),
        ("class C { a = $A; #b = $B; static c = $B; say() { return $B; } }", "({ ...new C() })"),
        ("class C { constructor(private a, b) {} }", "JSON.stringify(new C($A, $B))"),
    ]);
}

#[test]
fn entries() {
    first_only(&[
        ("const map = new Map([['a', $A], ['b', $B]]);", "map.get('a')"),
        ("const map = new Map(); map.set('a', $A); map.set('b', $B);", "map.get('a')"),
        (
            "const map = new Map([['a', $A]]); const other = new Map([['b', $B]]);",
            "[[...map.values()], [...other.keys()], other.size]",
        ),
        (
            "const map = new Map([['a', $A]]); const out = {}; map.forEach((value, key) => { out[key] = value; });",
            "out",
        ),
        ("const h = new Headers({ Authorization: `Bearer ${$A}`, other: $B });", "h.get('authorization')"),
        ("const h = new Headers(); h.set('authorization', $A);", "Object.fromEntries(h.entries())"),
        ("const url = new URL('https://x.example.com'); url.searchParams.set('key', $A);", "url.toString()"),
        (
            "const url = new URL(`https://x.example.com?key=${$A}`), other = new URL(`https://x.example.com?key=${$B}`);",
            "[url.href, other.host]",
        ),
        ("", "Object.fromEntries([['a', $A], ['b', $B]]).a"),
        ("const o = { a: $A };", "Object.fromEntries(Object.entries(o).map(([k, v]) => [k.toUpperCase(), v]))"),
        ("const o = { b: $B };", "[$A, Object.fromEntries(Object.entries(o).map(([k, v]) => [k, Boolean(v)]))]"),
        ("const o = { b: $B };", "[$A, Object.entries(o).map(([k]) => k), Object.values(o).length]"),
        ("const o = { a: $A, b: $B };", "JSON.parse(JSON.stringify(o)).a"),
        ("const o = { a: $A, b: $B };", "JSON.stringify(o, ['a'])"),
        ("import { merge } from 'lodash'; const o = merge({}, { a: $A }, { b: $B });", "o.a"),
        ("import once from 'lodash/once'; const get = once(() => ({ a: $A, b: $B }));", "get().a"),
        ("import memoize from 'memoize-one'; const get = memoize(() => ({ a: $A, b: $B }));", "get().a"),
    ]);
}

#[test]
fn what_is_left_of_a_text() {
    first_only(&[
        ("", "[$A, $B.replace(/./g, '*'), $B.replace(/[^-]/g, '•'), $B.replace(/.(?=.{4})/g, '*')]"),
        ("", "[$A.replace(/\\s/g, ''), $B.substring($B.length - 4), $B.slice(-4)]"),
        ("", "[btoa($A), btoa($B).length, `Bearer ${$B}`.split(' ').length]"),
    ]);
}

#[test]
fn libraries_of_the_environment() {
    const CORE: &str = "import { createEnv } from '@t3-oss/env-core';";
    for (before, expression) in [
        (
            format!("{CORE} const env = createEnv({{ server: {{ A_SECRET: it, B_SECRET: it }}, experimental__runtimeEnv: {{}} }});"),
            "env.A_SECRET",
        ),
        (format!("{CORE} const env = createEnv({{ server: {{ A_SECRET: it }}, experimental__runtimeEnv: {{}} }});"), "env"),
        (
            format!("{CORE} const env = createEnv({{ server: {{ T: it, U: it }}, runtimeEnv: {{ T: $A, U: $B }} }});"),
            "env.T",
        ),
        (
            format!(
                "{CORE} const base = createEnv({{ server: {{ A_SECRET: it }}, runtimeEnv: process.env }});\n\
                 const env = createEnv({{ extends: [base], server: {{ B_SECRET: it }}, experimental__runtimeEnv: {{}} }});"
            ),
            "env.A_SECRET",
        ),
        ("import { z } from 'zod'; const env = z.object({ A_SECRET: it }).parse(process.env);".to_owned(), "env"),
        ("import * as v from 'valibot'; const env = v.parse(schema, process.env);".to_owned(), "env.A_SECRET"),
        ("import { type } from 'arktype'; const Env = type({}); const env = Env(process.env);".to_owned(), "env.A_SECRET"),
        (
            "import { envsafe } from 'envsafe'; const env = envsafe({ A_SECRET: str(), B_SECRET: str() });".to_owned(),
            "env.A_SECRET",
        ),
        (
            "import { envsafe } from 'envsafe'; const env = envsafe({ a: str({ input: $A }), b: str({ input: $B }) });".to_owned(),
            "env.a",
        ),
        (
            "import env from 'env-var'; const c = { a: env.get('A_SECRET').required().asString(), b: env.get('B_SECRET').asString() };"
                .to_owned(),
            "c.a",
        ),
        ("import env from 'env-var'; const port = env.get('B_SECRET').asPortNumber();".to_owned(), "[$A, port]"),
        ("import { from } from 'env-var'; const env = from(process.env);".to_owned(), "env.get('A_SECRET').asString()"),
        ("import { parseEnv } from 'znv'; const { A_SECRET } = parseEnv(process.env, schema);".to_owned(), "A_SECRET"),
        ("import Joi from 'joi'; const { value } = Joi.object({}).unknown().validate(process.env);".to_owned(), "value.A_SECRET"),
        (
            "import convict from 'convict'; const c = convict({ a: { env: 'A_SECRET' }, b: { env: 'B_SECRET' } });".to_owned(),
            "c.get('a')",
        ),
        ("import { config } from 'dotenv'; const { parsed } = config();".to_owned(), "parsed.A_SECRET"),
    ] {
        first_only(&[(&before, expression)]);
    }
}
