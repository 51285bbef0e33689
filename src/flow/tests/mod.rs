#![allow(clippy::unwrap_used, clippy::panic)]

mod values;

use std::sync::Arc;

use super::{Flow, Key, Memo, Module, Place, Source, Use};
use crate::graph::Graph;
use crate::project::fixture::Fixture;
use crate::secrets::NameOrigin;
use crate::syntax::ast::{Kind, NodeId};

/// Asks something of the expression below `>` and `<` in the first file that has them.
fn ask<T>(text: &str, question: impl FnOnce(&Flow<'_>, &Arc<Module>, Place) -> T) -> T {
    let fixture = Fixture::new(&text.replace("/*>*/", "").replace("/*<*/", ""));
    let project = Arc::new(fixture.project.clone());
    let graph = Graph::new(Arc::clone(&project));
    let memo = Memo::default();
    let flow = Flow::new(&project, &graph, &memo);
    for (path, content) in crate::project::fixture::parts(text) {
        let Some(start) = content.find("/*>*/") else { continue };
        let end = content.find("/*<*/").unwrap() - "/*>*/".len();
        let module = flow.module(fixture.id(path.trim())).unwrap();
        let exact = |node: &NodeId| {
            module.span(*node).range() == (start..end) && !matches!(module.kind(*node), Kind::Expression { .. })
        };
        let node = module.ast().ids().find(exact).unwrap_or_else(|| panic!("no node at the mark in {content}"));
        return question(&flow, &module, Place { file: module.id, node });
    }
    panic!("no mark");
}

fn fold(text: &str) -> Option<String> {
    ask(text, |flow, _, place| flow.fold(place).map(|folded| folded.value))
}

fn sources(text: &str) -> Vec<String> {
    ask(text, |flow, _, place| {
        flow.sources(place)
            .into_iter()
            .map(|source| match source {
                Source::Env { name, .. } => format!("env {}", name.as_deref().unwrap_or("*")),
                Source::Literal { place } => {
                    flow.fold(place).map_or("literal".to_owned(), |text| format!("'{}'", text.value))
                }
                Source::Parameter { index, .. } => format!("parameter {index}"),
                Source::Result { .. } => "result".to_owned(),
                Source::Package { specifier } => format!("package {specifier}"),
                Source::Unknown => "unknown".to_owned(),
            })
            .collect()
    })
}

fn callee(text: &str) -> Option<String> {
    ask(text, |flow, module, place| {
        let callee = flow.callee(place)?;
        let made = callee.construction.map(|made| {
            let home = if made.file == module.id { Arc::clone(module) } else { flow.module(made.file).unwrap() };
            format!(" < {}", home.written(made.node))
        });
        Some(format!("{}: {}{}", callee.package, callee.dotted(), made.unwrap_or_default()))
    })
}

#[test]
fn folds_what_a_person_could_work_out() {
    for (expression, text) in [
        ("'a' + \"b\" + `c`", "abc"),
        ("`a${'b'}${1}`", "ab1"),
        ("['a', 'b'].join('-')", "a-b"),
        ("['a', 'b'].join()", "a,b"),
        ("atob('aGVsbG8=')", "hello"),
        ("window.atob('aGVsbG8=')", "hello"),
        ("Buffer.from('aGVsbG8=', 'base64').toString()", "hello"),
        ("Buffer.from('68656c6c6f', 'hex').toString('utf8')", "hello"),
        ("'Basic ' + btoa('a:b')", "Basic a:b"),
        ("'Basic ' + Buffer.from('a:b').toString('base64')", "Basic a:b"),
        ("'olleh'.split('').reverse().join('')", "hello"),
        ("[...'olleh'].reverse().join('')", "hello"),
        ("String.fromCharCode(104, 0x69)", "hi"),
        ("'a'.concat('b', 'c')", "abc"),
        ("'a_b'.replace('_', '-')", "a-b"),
        ("('a' as string)!", "a"),
        ("String.raw`a\\n`", "a\\n"),
        ("'\\u0061b'", "ab"),
    ] {
        assert_eq!(
            fold(&format!("//- a.ts\nconst x = /*>*/{expression}/*<*/;\n")).as_deref(),
            Some(text),
            "{expression}"
        );
    }
}

#[test]
fn folds_through_names() {
    for (before, text) in [
        ("const x = 'a';", Some("a")),
        ("const a = 'a', x = a + 'b';", Some("ab")),
        ("const o = { k: { x: 'a' } }; const { k: { x } } = o;", Some("a")),
        ("const o = { k: 'a' } as const; const x = o['k'];", Some("a")),
        ("const { k: x = 'd' } = { k: 'a' };", Some("a")),
        ("const { k: x = 'd' } = { k: other };", None),
        ("const [, x] = ['a', 'b'];", Some("b")),
        ("const o = { ...{ x: 'a' }, y: 'b' }; const x = o.x;", Some("a")),
        ("const o = { x: 'a', ...other }; const x = o.x;", None),
        ("enum E { A = 'a' } const x = E.A;", Some("a")),
        ("class C { static key = 'a' } const x = C.key;", Some("a")),
        ("class C { key = 'a' } const x = new C().key;", Some("a")),
        ("class C { key; constructor(k) { this.key = k; } } const x = new C('a').key;", Some("a")),
        (
            "class C { constructor(private readonly key: string) {} get k() { return this.key; } } const x = new C('a').k;",
            Some("a"),
        ),
        (
            "class C { constructor(private key: string) {} say() { return `b${this.key}`; } } const x = new C('a').say();",
            Some("ba"),
        ),
        ("const f = () => 'a'; const x = f();", Some("a")),
        ("function f(p) { return 'a' + p; } const x = f('b');", Some("ab")),
        ("const o = { get k() { return 'a'; } }; const x = o.k;", Some("a")),
        ("let x = 'a'; x = 'b';", Some("b")),
        ("let x = 'a'; if (c) x = 'b';", None),
        ("const x = Math.random() ? 'a' : 'b';", None),
        ("const x = other;", None),
        ("const x = y, y = x;", None),
        ("const f = (n) => f(n); const x = f('a');", None),
    ] {
        assert_eq!(fold(&format!("//- a.ts\n{before}\nuse(/*>*/x/*<*/);\n")).as_deref(), text, "{before}");
    }
}

#[test]
fn folds_across_modules() {
    let barrel = "
//- a.ts
import d, { renamed, star, ns } from './barrel';
import * as all from './barrel';
const { cjs } = require('./old');
use(/*>*/d + renamed + star + ns.key + all.star + cjs/*<*/);
//- barrel.ts
export { default } from './one';
export { key as renamed } from './one';
export * from './two';
export * as ns from './one';
//- one.ts
export const key = 'k';
export default 'd';
//- two/index.ts
const star = 's';
export { star };
//- old.js
module.exports = { cjs: 'c' };
";
    assert_eq!(fold(barrel).as_deref(), Some("dksksc"));
}

#[test]
fn import_cycles_end() {
    let text = "
//- a.ts
import { b } from './b';
export const a = b;
use(/*>*/a/*<*/);
//- b.ts
import { a } from './a';
export * from './a';
export const b = a;
";
    assert_eq!(fold(text), None);
    assert_eq!(sources(text), ["unknown"]);
}

#[test]
fn one_member_is_not_blamed_for_another() {
    let config = "
//- lib/config.ts
export const config = {
  twilio: { sid: process.env.TWILIO_ACCOUNT_SID, token: process.env.TWILIO_AUTH_TOKEN },
  name: 'shop',
};
//- a.ts
import { config } from './lib/config';
";
    let with = |expression: &str| sources(&format!("{config}use(/*>*/{expression}/*<*/);\n"));
    assert_eq!(with("config.twilio.sid"), ["env TWILIO_ACCOUNT_SID"]);
    assert_eq!(with("config.name"), ["'shop'"]);
    assert_eq!(with("config.twilio"), ["env TWILIO_ACCOUNT_SID", "env TWILIO_AUTH_TOKEN"]);
    assert_eq!(with("`Bearer ${config.twilio.token}`"), ["env TWILIO_AUTH_TOKEN", "literal"]);
    assert_eq!(with("JSON.stringify({ token: config.twilio.token })"), ["env TWILIO_AUTH_TOKEN"]);
}

#[test]
fn reads_environments_in_every_form() {
    for (before, expression, expected) in [
        ("", "process.env.A!", "env A"),
        ("", "process.env['A']", "env A"),
        ("const { A: b = 'x' } = process.env;", "b", "env A"),
        ("const env = process.env;", "env.A", "env A"),
        ("const get = (name) => process.env[name];", "get('A')", "env A"),
        ("function need(name) { const v = process.env[name]; if (!v) throw 1; return v; }", "need('A')", "env A"),
        ("const env = schema.parse(process.env);", "env.A", "env A"),
        ("const env = z.object({}).parse({ A: process.env.B });", "env.A", "env B"),
        (
            "const env = createEnv({ server: {}, runtimeEnv: { A: process.env.A, B: process.env.B } });",
            "env.A",
            "env A",
        ),
        ("const env = createEnv({ server: {}, runtimeEnv: process.env });", "env.A", "env A"),
        ("const env = Object.freeze({ a: process.env.A });", "env.a", "env A"),
        ("const env = { ...process.env };", "env.A", "env A"),
        ("const [key] = useState(process.env.A);", "key", "env A"),
        ("const key = useMemo(() => process.env.A, []);", "key", "env A"),
        ("", "import.meta.env.A", "env A"),
        ("", "process.env", "env *"),
    ] {
        let found = sources(&format!("//- a.ts\n{before}\nuse(/*>*/{expression}/*<*/);\n"));
        assert!(found.contains(&expected.to_owned()), "{before} {expression}: {found:?}");
    }
}

#[test]
fn finds_the_function_behind_a_call() {
    for (code, expected) in [
        (
            "import twilio from 'twilio'; const c = twilio('a', 'b'); /*>*/c.messages.create({})/*<*/;",
            "twilio: default.messages.create < twilio('a', 'b')",
        ),
        ("import twilio from 'twilio'; /*>*/twilio('a', 'b')/*<*/;", "twilio: default"),
        (
            "import { Twilio as T } from 'twilio'; const c = new T('a'); function f() { /*>*/c.messages.create()/*<*/ }",
            "twilio: Twilio.messages.create < new T('a')",
        ),
        ("const twilio = require('twilio'); /*>*/twilio('a')/*<*/;", "twilio: default"),
        (
            "const client = require('twilio')('a'); /*>*/client.calls.create()/*<*/;",
            "twilio: calls.create < require('twilio')('a')",
        ),
        (
            "async function f() { const { default: OpenAI } = await import('openai'); const c = new OpenAI(); /*>*/c.chat.completions.create()/*<*/ }",
            "openai: default.chat.completions.create < new OpenAI()",
        ),
        ("import * as pg from 'pg'; /*>*/new pg.Pool({})/*<*/;", "pg: Pool"),
        (
            "import twilio from 'twilio'; twilio('a').verify.v2.services('s').verifications; /*>*/twilio('a').verify.v2.services('s').verifications.create()/*<*/;",
            "twilio: default.verify.v2.services.verifications.create < twilio('a')",
        ),
        (
            "import Stripe from 'stripe'; let s; const get = () => { if (!s) s = new Stripe('k'); return s; }; /*>*/get().charges.create()/*<*/;",
            "stripe: default.charges.create < new Stripe('k')",
        ),
        (
            "import Stripe from 'stripe'; const s = globalThis.s ?? new Stripe('k'); /*>*/s.charges.create()/*<*/;",
            "stripe: default.charges.create < new Stripe('k')",
        ),
        (
            "import { Resend } from 'resend'; class M { r = new Resend('k'); send() { return /*>*/this.r.emails.send()/*<*/; } }",
            "resend: Resend.emails.send < new Resend('k')",
        ),
        ("import mapboxgl from 'mapbox-gl'; /*>*/mapboxgl.accessToken/*<*/ = 'k';", "mapbox-gl: default.accessToken"),
        ("import { z } from 'zod'; /*>*/z.string().min(1)/*<*/;", "zod: z.string.min < z.string()"),
    ] {
        assert_eq!(callee(&format!("//- a.ts\n{code}\n")).as_deref(), Some(expected), "{code}");
    }
}

#[test]
fn finds_the_client_of_another_module() {
    let text = "
//- a.ts
import { client } from './lib';
/*>*/client.messages.create({})/*<*/;
//- lib/index.ts
export * from './twilio';
//- lib/twilio.ts
import twilio from 'twilio';
export const client = twilio('a', 'b');
";
    assert_eq!(callee(text).as_deref(), Some("twilio: default.messages.create < twilio('a', 'b')"));
    assert_eq!(
        callee("//- a.ts\nimport { local } from './b';\n/*>*/local()/*<*/;\n//- b.ts\nexport const local = () => 1;\n"),
        None
    );
}

#[test]
fn knows_where_a_request_goes() {
    for (code, expected) in [
        (
            "/*>*/fetch('https://api.twilio.com/x', { headers: { Authorization: 'a' } })/*<*/",
            "api.twilio.com Authorization",
        ),
        (
            "const sid = f(); /*>*/fetch(`https://api.twilio.com/${sid}`, { headers: new Headers({ A: 'a' }) })/*<*/",
            "api.twilio.com A",
        ),
        (
            "const base = 'https://api.x.io'; const headers = { a: '1' }; /*>*/fetch(base + '/v1', { headers: { ...headers, b: '2' } })/*<*/",
            "api.x.io a b",
        ),
        ("import axios from 'axios'; /*>*/axios.post('https://a.io/x', {}, { headers: { a: '1' } })/*<*/", "a.io a"),
        (
            "import axios from 'axios'; const c = axios.create({ baseURL: 'https://a.io', headers: { a: '1' } }); /*>*/c.get('/x')/*<*/",
            "a.io a",
        ),
        ("import ky from 'ky'; /*>*/ky.post('https://a.io', { headers: { a: '1' } })/*<*/", "a.io a"),
        ("/*>*/fetch(new URL('/x', 'https://a.io'))/*<*/", ""),
        ("/*>*/fetch(url)/*<*/", ""),
    ] {
        let found = ask(&format!("//- a.ts\n{code};\n"), |flow, _, place| {
            let request = flow.request(place).unwrap();
            let mut words = vec![request.host.unwrap_or_default()];
            words.extend(request.headers.into_iter().map(|(name, _)| name));
            words.join(" ")
        });
        assert_eq!(found, expected, "{code}");
    }
}

fn uses(text: &str) -> Vec<String> {
    ask(text, |flow, _, place| {
        let written = |place: Place| flow.module(place.file).unwrap().written(place.node).to_owned();
        flow.uses(place)
            .into_iter()
            .map(|used| match used {
                Use::Argument { call, index, path } => {
                    let path: Vec<String> = path
                        .into_iter()
                        .map(|key| match key {
                            Key::Name(name) => String::from(name),
                            _ => "*".to_owned(),
                        })
                        .collect();
                    format!("{}#{index}.{}", written(call).split('(').next().unwrap(), path.join("."))
                }
                Use::Operation { call, .. } => format!("> {}", written(call)),
                Use::Attribute { name, .. } => format!("@{name}"),
                Use::Rendered { .. } => "printed".to_owned(),
                Use::Returned { .. } => "returned".to_owned(),
                Use::Assigned { target } => format!("= {}", written(target)),
                Use::Compared { .. } => "compared".to_owned(),
            })
            .collect()
    })
}

#[test]
fn finds_the_calls_that_need_a_value() {
    for (code, expected) in [
        (
            "const t = /*>*/process.env.T/*<*/!; const c = twilio(sid, t); c.messages.create({});",
            vec!["twilio#1.", "> c.messages.create({})"],
        ),
        (
            "const h = { Authorization: `Bearer ${/*>*/process.env.T/*<*/}` }; fetch(u, { method: 'POST', headers: h });",
            vec!["fetch#1.headers.Authorization"],
        ),
        (
            "const f = (key) => fetch(u, { headers: { key } }); f(/*>*/process.env.T/*<*/);",
            vec!["fetch#1.headers.key", "returned"],
        ),
        ("const c = { a: /*>*/process.env.T/*<*/, b: 1 }; g(c.b); h(c.a);", vec!["h#0."]),
        ("const { a } = { a: /*>*/process.env.T/*<*/ }; h(a);", vec!["h#0."]),
        ("const k = /*>*/process.env.T/*<*/; const A = () => <p title={k}>{k}</p>;", vec!["@title", "printed"]),
        ("x.token = /*>*/process.env.T/*<*/;", vec!["= x.token"]),
        ("fetch(u, { headers: { a: 'Basic ' + btoa('u:' + /*>*/process.env.T/*<*/) } });", vec!["fetch#1.headers.a"]),
        ("if (/*>*/process.env.T/*<*/) g();", vec![]),
        ("if (/*>*/process.env.T/*<*/ !== undefined) g();", vec![]),
        ("if (input === /*>*/process.env.T/*<*/) g();", vec!["compared"]),
        ("export const c = { t: /*>*/process.env.T/*<*/ };", vec![]),
        ("const env = createEnv({ runtimeEnv: { T: /*>*/process.env.T/*<*/ } }); g(env.S); h(env.T);", vec!["h#0."]),
        ("const env = schema.parse({ T: /*>*/process.env.T/*<*/ }); g(env.S); h(env.T);", vec!["h#0."]),
    ] {
        assert_eq!(uses(&format!("//- a.tsx\n{code}\n")), expected, "{code}");
    }
}

#[test]
fn destructured_reads_are_followed_too() {
    let text = "//- a.ts\nconst { T: t } = process.env;\ntwilio(t);\n";
    let found = ask(&text.replace("T: t", "/*>*/T: t/*<*/"), |flow, module, place| {
        assert!(matches!(module.kind(place.node), Kind::Property { .. }));
        flow.uses(place).len()
    });
    assert_eq!(found, 1);
}

/// Each literal of a file: value, names, and what takes it.
fn literals(code: &str) -> Vec<String> {
    ask(&format!("//- a.tsx\n{code}\n/*>*/0/*<*/;\n"), |flow, module, _| {
        flow.candidates(module.id, &|_| true)
            .iter()
            .map(|literal| {
                literal.with(|candidate| {
                    let names: Vec<&str> = candidate.names.iter().map(|name| name.text).collect();
                    let mut words = vec![candidate.value.to_owned(), format!("[{}]", names.join(" "))];
                    words.extend(candidate.sink.map(|sink| {
                        format!("{}:{}#{}.{}", sink.package, sink.callee, sink.argument, sink.path.join("."))
                    }));
                    words.extend(candidate.header.map(|header| format!("header {header}")));
                    words.extend(candidate.host.map(|host| format!("to {host}")));
                    words.join(" ")
                })
            })
            .collect()
    })
}

#[test]
fn a_place_has_its_names() {
    for (code, expected) in [
        ("const token = 'Value-1';", vec!["Value-1 [token]"]),
        ("const plivo = { auth: { token: 'Value-1' } };", vec!["Value-1 [token auth plivo]"]),
        ("config.twilio.token = 'Value-1';", vec!["Value-1 [token twilio config]"]),
        ("function f({ key: k = 'Value-1' }) {}", vec!["Value-1 [k key]"]),
        ("enum E { Key = 'Value-1' }", vec!["Value-1 [Key]"]),
        ("class C { key = 'Value-1' }", vec!["Value-1 [key]"]),
        ("const a = <W apiKey=\"Value-1\" />;", vec!["Value-1 [apiKey]"]),
        ("const a = process.env.SECRET ?? 'Value-1';", vec!["Value-1 [SECRET a]"]),
        ("if (token === 'Value-1') f();", vec!["Value-1 [token]"]),
        ("const getToken = () => { return 'Value-1'; };", vec!["Value-1 [getToken]"]),
        ("function getToken() { return 'Value-1'; }", vec!["Value-1 [getToken]"]),
        ("localStorage.setItem('token', 'Value-1');", vec!["Value-1 [token]"]),
        ("new Map([['token', 'Value-1']]);", vec!["Value-1 [token]"]),
        ("const [token, setToken] = useState('Value-1');", vec!["Value-1 [token]"]),
        ("function f(token) {} f('Value-1');", vec!["Value-1 [token]"]),
        ("headers.set('X-Key', 'Value-1');", vec!["Value-1 [X-Key] header X-Key"]),
        ("client.setApiKey('Value-1');", vec!["Value-1 [ApiKey]"]),
        (
            "const a = 'Value-1'; const b = { token: a }; const c = `${a}/x`;",
            vec!["Value-1 [a token b]", "Value-1/x [c]"],
        ),
        ("const key = new TextEncoder().encode('Value-1');", vec!["Value-1 [key]"]),
        (
            "fetch('https://a.io/x', { headers: [['X-Key', 'Value-1']] });",
            vec!["https://a.io/x [] to a.io", "Value-1 [X-Key headers] header X-Key to a.io"],
        ),
        (
            "import axios from 'axios'; const a = axios.create({ baseURL: 'https://a.io' }); a.defaults.headers.common['X-Key'] = 'Value-1';",
            vec![
                "https://a.io [baseURL] axios:default.create#0.baseURL to a.io",
                "Value-1 [X-Key common headers defaults a] axios:default.create.defaults.headers.common.X-Key#0. header X-Key to a.io",
            ],
        ),
        (
            "fetch('https://a.io/x', { headers: { 'X-Key': 'Value-1' } });",
            vec!["https://a.io/x [] to a.io", "Value-1 [X-Key headers] header X-Key to a.io"],
        ),
        (
            "const headers = { 'X-Key': 'Value-1' }; fetch('https://a.io/x', { headers });",
            vec!["Value-1 [X-Key headers] header X-Key to a.io", "https://a.io/x [] to a.io"],
        ),
        (
            "import twilio from 'twilio'; twilio('Value-1', 'Value-2');",
            vec!["Value-1 [] twilio:default#0.", "Value-2 [] twilio:default#1."],
        ),
        ("import { T } from 'x'; new T({ auth: { pass: 'Value-1' } });", vec!["Value-1 [pass auth] x:T#0.auth.pass"]),
        (
            "import { T } from 'x'; const key = 'Value-1'; new T({ auth: { pass: key } });",
            vec!["Value-1 [key pass auth]", "Value-1 [pass auth] x:T#0.auth.pass"],
        ),
        ("const key = 'Value' + '-1';", vec!["Value-1 [key]"]),
        ("const key = `Value` + [`-`, '1'].join('');", vec!["Value-1 [key]"]),
        ("'use Strict'; import 'Xyz-abc'; const x = { 'Abc-def': 1 }; x['Abc-def'];", vec![]),
    ] {
        assert_eq!(literals(code), expected, "{code}");
    }
}

#[test]
fn names_say_where_they_come_from() {
    let origins = ask("//- a.ts\nconst o = { k: process.env.A || 'Value-1' };\n/*>*/0/*<*/;\n", |flow, module, _| {
        let literals = flow.candidates(module.id, &|_| true);
        literals[0].names().map(|(_, origin)| origin).collect::<Vec<_>>()
    });
    assert_eq!(origins, [NameOrigin::Alternative, NameOrigin::Property, NameOrigin::Binding]);
}

const CONFIG: &str = "const config = { sid: process.env.SID, token: process.env.TOKEN, from: process.env.FROM };\n";

/// What an expression behind [`CONFIG`] holds.
fn held_by(before: &str, expression: &str) -> Vec<String> {
    let held = sources(&format!("//- a.ts\n{CONFIG}{before}\nconst x = /*>*/{expression}/*<*/;\n"));
    sorted(&held.iter().map(String::as_str).collect::<Vec<_>>())
}

fn sorted(held: &[&str]) -> Vec<String> {
    let mut held: Vec<String> = held.iter().map(|text| (*text).to_owned()).collect();
    held.sort();
    held
}

#[test]
fn a_key_takes_the_member_that_it_names() {
    for (before, expression, held) in [
        ("function get(o, k) { return o[k]; }", "get(config, 'sid')", &["env SID"][..]),
        ("const get = (o) => (k) => o[k];", "get(config)('sid')", &["env SID"]),
        ("const KEY = 'sid';", "config[KEY]", &["env SID"]),
        ("function get(o, k) { return o[k]; }", "get(config, on ? 'sid' : 'from')", &["env SID", "env FROM"]),
        ("function get(k) { return process.env[k]; }", "get('SID')", &["env SID"]),
        ("function get(o, k) { return o[k]; }", "get(process.env, 'SID')", &["env SID"]),
        // One of the environment is not the whole of it.
        ("function get(o, k) { return o[k]; }", "get(process.env, name)", &["unknown"]),
        (
            "const pick = (o, keys) => Object.fromEntries(keys.map((k) => [k, o[k]]));",
            "pick(config, ['sid', 'from'])",
            &["'sid'", "env SID", "env FROM", "'from'"],
        ),
        (
            "function pick(o, ...keys) { const out = {}; for (const k of keys) out[k] = o[k]; return out; }",
            "pick(config, 'sid', 'from')",
            &["env SID", "env FROM"],
        ),
        (
            "const pick = (o, keys) => keys.reduce((all, k) => ({ ...all, [k]: o[k] }), {});",
            "pick(config, ['sid'])",
            &["env SID"],
        ),
        ("const KEY = 'sid';", "({ [KEY]: config.sid, token: config.token }).token", &["env TOKEN"]),
        ("", "Object.keys(config).map((key) => config[key])", &["env SID", "env TOKEN", "env FROM"]),
    ] {
        assert_eq!(held_by(before, expression), sorted(held), "{before} {expression}");
    }
}

#[test]
fn what_a_rest_leaves_out_is_not_in_it() {
    const VALUES: &str = "process.env.A, process.env.B, process.env.C";
    for (before, expression, held) in [
        ("function f(a, ...rest) { return rest[0]; }", format!("f({VALUES})"), &["env B"][..]),
        ("function f(a, ...rest) { return rest; }", format!("f({VALUES})"), &["env B", "env C"]),
        ("function f(a, ...[, c]) { return c; }", format!("f({VALUES})"), &["env C"]),
        ("function f(...all) { return g(...all); } function g(a, b) { return b; }", format!("f({VALUES})"), &["env B"]),
        ("function f(a, ...rest) { return rest.map((item) => item); }", format!("f({VALUES})"), &["env B", "env C"]),
        ("function f(a, ...rest) { return a; }", format!("f(...[{VALUES}])"), &["env A"]),
        ("function f(a, b) { return b; }", "f('x')".to_owned(), &[]),
        (&format!("const [a, ...rest] = [{VALUES}];"), "rest[1]".to_owned(), &["env C"]),
        (&format!("const [a, ...rest] = [{VALUES}];"), "rest".to_owned(), &["env B", "env C"]),
        (&format!("const [a, ...rest] = [{VALUES}];"), "rest[i]".to_owned(), &["env B", "env C"]),
        (&format!("const [a, ...[b, ...rest]] = [{VALUES}];"), "rest".to_owned(), &["env C"]),
        ("const { token, ...rest } = config;", "{ ...rest }".to_owned(), &["env SID", "env FROM"]),
        ("const { token, ...rest } = config;", "rest.token".to_owned(), &[]),
        ("const { token, ...rest } = config;", "rest.sid".to_owned(), &["env SID"]),
        ("const { token, ...rest } = config; const { sid, ...last } = rest;", "last".to_owned(), &["env FROM"]),
        ("const { token, ...rest } = config; const { sid, ...last } = rest;", "last[key]".to_owned(), &["env FROM"]),
        ("function f({ token, ...rest }) { return rest; }", "f(config)".to_owned(), &["env SID", "env FROM"]),
    ] {
        assert_eq!(held_by(before, &expression), sorted(held), "{before} {expression}");
    }
}

#[test]
fn libraries_take_members_by_their_names() {
    let few = &["env SID", "env FROM"][..];
    for (import, expression, held) in [
        ("import { pick } from 'lodash';", "pick(config, ['sid', 'from'])", few),
        ("import _ from 'lodash';", "_.pick(config, 'sid', 'from')", few),
        ("import * as _ from 'lodash-es';", "_.omit(config, ['token'])", few),
        ("import pick from 'lodash/pick';", "pick(config, KEYS)", few),
        ("import omit from 'lodash.omit';", "omit(config, 'token')", few),
        ("import { pick } from 'radash';", "pick(config, ['sid', 'from'])", few),
        ("import { omit } from 'remeda';", "omit(config, ['token'])", few),
        ("import { pick } from 'es-toolkit/compat';", "pick(config, ['sid', 'from'])", few),
        ("import { pick } from 'ramda';", "pick(['sid', 'from'], config)", few),
        ("import { omit } from 'lodash/fp';", "omit(['token'], config)", few),
        ("import { pick } from 'lodash';", "pick(config, ['sid']).sid", &["env SID"]),
        ("import { pick } from 'lodash';", "pick(config, ['sid']).token", &[]),
        ("import { omit } from 'lodash';", "omit(config, ['token']).token", &[]),
        ("import { omit } from 'lodash';", "omit(omit(config, ['token']), ['sid'])", &["env FROM"]),
        ("import { pick } from 'lodash';", "{ ...pick(config, ['sid']), x: 1 }", &["env SID"]),
        ("import { pick } from 'lodash';", "pick(process.env, ['SID', 'FROM'])", few),
        ("import { get } from 'lodash';", "get({ a: [config] }, 'a[0].sid')", &["env SID"]),
        ("import { get } from 'lodash';", "get(config, ['sid'])", &["env SID"]),
        ("import { pick } from 'other';", "pick(config, ['sid'])", &["result"]),
        ("const pick = (o, keys) => o;", "pick(config, ['sid'])", &["env SID", "env TOKEN", "env FROM"]),
    ] {
        let before = format!("{import}\nconst KEYS = ['sid', 'from'] as const;");
        assert_eq!(held_by(&before, expression), sorted(held), "{import} {expression}");
    }
}
