#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

mod forms;

use super::{Graph, Obstacle};
use crate::project::fixture::Fixture;

/// The modules that ship, the modules that run on the server, by name.
fn layers(files: &str) -> (Vec<String>, Vec<String>) {
    let fixture = Fixture::new(files);
    let project = Arc::new(fixture.project.clone());
    let graph = Graph::new(Arc::clone(&project));
    let modules = graph.modules();
    let names = |keep: &dyn Fn(&super::Module) -> bool| {
        modules.iter().filter(|module| keep(module)).map(|module| project.relative(module.file)).collect()
    };
    (names(&|module| module.client), names(&|module| module.server))
}

fn client(files: &str) -> Vec<String> {
    layers(files).0
}

const NEXT: &str = "//- package.json\n{ \"dependencies\": { \"next\": \"16.0.0\" } }\n";

fn next(files: &str) -> Vec<String> {
    client(&format!("{NEXT}{files}"))
}

#[test]
fn a_boundary_that_a_route_reaches_ships_with_what_it_imports() {
    let files = "\
//- app/page.tsx
import { A } from '../components/a';
import { server } from '../lib/server';
export default function Page() { return <A>{server()}</A>; }
//- components/a.tsx
'use client';
import { help } from '../lib/help';
export function A() { return <p onClick={() => help()} />; }
//- components/unused.tsx
'use client';
export function Unused() { return null; }
//- lib/help.ts
export const help = () => fetch('/x');
//- lib/server.ts
export const server = () => process.env.SECRET;
";
    assert_eq!(next(files), ["components/a.tsx", "lib/help.ts"]);
    let (_, server) = layers(&format!("{NEXT}{files}"));
    assert_eq!(server, ["app/page.tsx", "lib/server.ts"]);
}

#[test]
fn the_chain_starts_at_the_page_and_is_the_shortest() {
    let fixture = Fixture::new(&format!(
        "{NEXT}\
//- app/page.tsx
import '../components/long';
import {{ Shell }} from '../components/shell';
export default () => <Shell />;
//- components/shell.tsx
import {{ Verify }} from './verify';
export const Shell = () => <Verify />;
//- components/verify.tsx
'use client';
import {{ send }} from '../lib/sms';
export const Verify = () => <button onClick={{() => send()}} />;
//- components/long.tsx
'use client';
import {{ one }} from '../lib/one';
one();
//- lib/one.ts
import {{ send }} from './sms';
export const one = () => send();
//- lib/sms.ts
export const send = () => fetch('https://example.com');
"
    ));
    let project = Arc::new(fixture.project.clone());
    let graph = Graph::new(Arc::clone(&project));
    let sms = project.by_path(&project.root.join("lib/sms.ts")).unwrap().id;
    let chain = graph.chain(sms).unwrap();
    let names: Vec<_> = chain
        .via
        .iter()
        .chain(&chain.hops)
        .map(|hop| (project.relative(hop.from), hop.specifier.to_string()))
        .collect();
    let expected = [
        ("app/page.tsx", "../components/shell"),
        ("components/shell.tsx", "./verify"),
        ("components/verify.tsx", "../lib/sms"),
    ];
    assert_eq!(names, expected.map(|(file, specifier)| (file.to_owned(), specifier.to_owned())));
}

#[test]
fn types_server_functions_and_handlers_are_no_way_in() {
    let shipped = next(
        "\
//- app/page.tsx
import { A } from './a';
export default () => <A />;
//- app/a.tsx
'use client';
import type { T } from '../lib/types';
import { U } from '../lib/erased';
import { save } from './actions';
export const A = (props: { t: T; u: U }) => <form action={save} />;
//- app/actions.ts
'use server';
import { db } from '../lib/db';
export async function save() { await db(); }
//- app/api/x/route.ts
import { handler } from '../../../lib/handler';
export const POST = handler;
//- lib/db.ts
export const db = async () => 1;
//- lib/handler.ts
export const handler = () => new Response();
//- lib/types.ts
export type T = string;
console.log('never');
//- lib/erased.ts
export type U = string;
console.log('never');
",
    );
    assert_eq!(shipped, ["app/a.tsx"]);
}

#[test]
fn barrels_leave_no_code_and_unused_pure_members_go() {
    let shipped = next(
        "\
//- app/page.tsx
import { A } from './a';
export default () => <A />;
//- app/a.tsx
'use client';
import { used } from '../lib';
export const A = () => <p>{used()}</p>;
//- lib/index.ts
export { used } from './used';
export * from './pure';
export { effectful } from './effectful';
//- lib/used.ts
export const used = () => 1;
//- lib/pure.ts
export const pure = () => 1;
//- lib/effectful.ts
export const effectful = () => 1;
globalThis.registered = true;
",
    );
    assert_eq!(shipped, ["app/a.tsx", "lib/effectful.ts", "lib/used.ts"]);
}

#[test]
fn pages_are_stripped_of_their_data_functions() {
    let shipped = next(
        "\
//- pages/index.tsx
import { db } from '../lib/db';
import { both } from '../lib/both';
const query = () => db();
export async function getServerSideProps() { return { props: { rows: await query(), more: both() } }; }
export default function Page() { return <p>{both()}</p>; }
//- pages/initial.tsx
import { initial } from '../lib/initial';
export default function Page() { return null; }
Page.getInitialProps = async () => initial();
//- pages/api/hello.ts
import { api } from '../../lib/api';
export default api;
//- pages/_document.tsx
export default function Document() { return null; }
//- lib/db.ts
console.log('connect');
export const db = () => 1;
//- lib/both.ts
export const both = () => 1;
//- lib/initial.ts
export const initial = () => 1;
//- lib/api.ts
export const api = () => 1;
",
    );
    assert_eq!(shipped, ["lib/both.ts", "lib/initial.ts", "pages/index.tsx", "pages/initial.tsx"]);
}

#[test]
fn the_pages_router_does_not_know_use_server() {
    let shipped = next(
        "\
//- pages/index.tsx
import { save } from '../lib/actions';
export default function Page() { return <form onSubmit={() => save()} />; }
//- lib/actions.ts
'use server';
export async function save() { return 1; }
",
    );
    assert_eq!(shipped, ["lib/actions.ts", "pages/index.tsx"]);
}

#[test]
fn only_routed_files_start_anything() {
    let shipped = next(
        "\
//- app/_private/page.tsx
import '../../components/a';
//- app/(group)/x/page.tsx
import '../../../components/b';
//- app/no-page/layout.tsx
import '../../components/c';
//- app/x.test.tsx
import '../components/d';
//- components/a.tsx
'use client';
console.log('a');
//- components/b.tsx
'use client';
console.log('b');
//- components/c.tsx
'use client';
console.log('c');
//- components/d.tsx
'use client';
console.log('d');
",
    );
    assert_eq!(shipped, ["components/b.tsx"]);
}

#[test]
fn a_default_counts_where_its_slot_has_no_page() {
    let client = |path: &str| format!("//- {path}\n'use client';\nexport default () => <b onClick={{() => 1}} />;\n");
    let pages = |paths: &[&str]| paths.iter().map(|path| client(path)).collect::<String>();
    let full =
        pages(&["app/(x)/s/page.tsx", "app/(x)/s/@a/page.tsx", "app/(x)/s/@a/default.tsx", "app/(x)/s/default.tsx"]);
    assert_eq!(next(&full), ["app/(x)/s/@a/page.tsx", "app/(x)/s/page.tsx"]);
    let deeper = format!("{full}{}", pages(&["app/(x)/s/b/page.tsx"]));
    assert!(next(&deeper).contains(&"app/(x)/s/@a/default.tsx".to_owned()));
    assert!(!next(&deeper).contains(&"app/(x)/s/default.tsx".to_owned()));
    let caught = format!("{deeper}{}", pages(&["app/(x)/s/@a/[...all]/page.tsx"]));
    assert!(!next(&caught).contains(&"app/(x)/s/@a/default.tsx".to_owned()));
    let only_aside = format!("{full}{}", pages(&["app/(x)/s/@a/(.)photo/page.tsx"]));
    assert!(next(&only_aside).contains(&"app/(x)/s/default.tsx".to_owned()));
}

#[test]
fn a_page_takes_server_functions_along_in_an_app_of_both_routers() {
    let shipped = next(
        "\
//- app/layout.tsx
export default ({ children }) => children;
//- pages/old.tsx
import { save } from '../lib/actions';
export default () => <form onSubmit={() => save()} />;
//- lib/actions.ts
'use server';
import { db } from './db';
export async function save() { return db(); }
//- lib/db.ts
export const db = () => fetch('/db');
",
    );
    assert_eq!(shipped, ["lib/actions.ts", "lib/db.ts", "pages/old.tsx"]);
}

#[test]
fn a_text_ships_without_what_it_would_import() {
    let shipped = client(
        "\
//- package.json
{ \"devDependencies\": { \"vite\": \"8.0.0\" } }
//- index.html
<script type=\"module\" src=\"/src/main.ts\"></script>
//- src/main.ts
import text from './quoted.ts?raw';
import unused from './unused.ts?raw';
console.log(text);
//- src/quoted.ts
import { a } from './inner';
export const used = a;
//- src/unused.ts
export const a = 1;
//- src/inner.ts
console.log('inner');
export const a = 1;
",
    );
    assert_eq!(shipped, ["src/main.ts", "src/quoted.ts"]);
}

#[test]
fn vite_starts_at_the_scripts_of_its_page() {
    let shipped = client(
        "\
//- package.json
{ \"devDependencies\": { \"vite\": \"8.0.0\" } }
//- index.html
<!doctype html><script type=\"module\" src=\"/src/main.tsx\"></script>
//- src/main.tsx
import { App } from './app';
App();
//- src/app.tsx
export const App = () => import('./lazy');
//- src/lazy.tsx
export default () => null;
//- server.ts
import './src/app';
console.log('server');
",
    );
    assert_eq!(shipped, ["src/app.tsx", "src/lazy.tsx", "src/main.tsx"]);
}

#[test]
fn a_workspace_package_is_built_as_those_who_depend_on_it() {
    let files = "\
//- package.json
{ \"workspaces\": [\"*\"] }
//- web/package.json
{ \"dependencies\": { \"next\": \"16.0.0\", \"ui\": \"*\" } }
//- web/app/page.tsx
import { A } from 'ui';
export default () => <A />;
//- ui/package.json
{ \"name\": \"ui\", \"exports\": \"./dist/index.js\" }
//- ui/vite.config.ts
export default { build: { lib: { entry: 'src/index.ts' } } };
//- ui/src/index.ts
export { A } from './a';
//- ui/src/a.tsx
'use client';
import { save } from './save';
import { log } from './log';
export const A = () => <form action={save} onSubmit={() => typeof window === 'undefined' && log()} />;
//- ui/src/save.ts
'use server';
export async function save() {}
//- ui/src/log.ts
export const log = () => console.log('on the server');
";
    let fixture = Fixture::new(files);
    let project = Arc::new(fixture.project.clone());
    let graph = Graph::new(Arc::clone(&project));
    let certain = |path| graph.client(fixture.id(path)).filter(|reached| reached.ships).map(|reached| reached.certain);
    assert_eq!(certain("ui/src/a.tsx"), Some(true));
    assert_eq!(client(files), ["ui/src/a.tsx"]);
}

#[test]
fn a_bundle_with_a_directive_on_top_makes_client_code_of_its_sources() {
    let files = |config: &str| {
        client(&format!(
            "\
//- package.json
{{ \"workspaces\": [\"*\"] }}
//- web/package.json
{{ \"dependencies\": {{ \"next\": \"16.0.0\", \"ui\": \"*\" }} }}
//- web/app/page.tsx
import {{ A }} from 'ui';
export default () => <A />;
//- ui/package.json
{{ \"name\": \"ui\", \"main\": \"./dist/index.js\" }}
//- ui/tsup.config.ts
{config}
//- ui/src/index.ts
export {{ A }} from './a';
//- ui/src/a.tsx
export const A = () => <p onClick={{() => fetch('/x')}} />;
"
        ))
    };
    assert_eq!(files("export default { banner: { js: '\"use client\"' } }"), ["ui/src/a.tsx"]);
    assert!(files("export default {}").is_empty());
}

#[test]
fn what_keeps_a_module_out_is_named() {
    let fixture = Fixture::new(&format!(
        "{NEXT}\
//- app/page.tsx
import {{ A }} from './a';
import {{ onServer }} from '../lib/on-server';
export default () => <A>{{onServer()}}</A>;
//- app/a.tsx
'use client';
import type {{ T }} from '../lib/types';
import {{ save }} from './actions';
export const A = (props: {{ t: T }}) => <form action={{save}} />;
//- app/actions.ts
'use server';
import {{ db }} from '../lib/db';
export async function save() {{ await db(); }}
//- lib/db.ts
export const db = async () => 1;
//- lib/on-server.ts
export const onServer = () => 1;
//- lib/types.ts
export type T = string;
//- lib/alone.ts
export const alone = 1;
"
    ));
    let project = Arc::new(fixture.project.clone());
    let graph = Graph::new(Arc::clone(&project));
    let id = |name: &str| project.by_path(&project.root.join(name)).unwrap().id;
    assert_eq!(graph.obstacle(id("app/a.tsx")), Obstacle::None);
    assert_eq!(graph.obstacle(id("lib/db.ts")), Obstacle::ServerFunctions { module: id("app/actions.ts") });
    assert_eq!(
        graph.obstacle(id("lib/on-server.ts")),
        Obstacle::NoClientImporter { importers: vec![id("app/page.tsx")] }
    );
    assert!(matches!(graph.obstacle(id("lib/types.ts")), Obstacle::TypesOnly { .. }));
    assert_eq!(graph.obstacle(id("lib/alone.ts")), Obstacle::NotImported);
}

#[test]
fn cycles_end() {
    let shipped = next(
        "\
//- app/page.tsx
import { A } from './a';
export default () => <A />;
//- app/a.tsx
'use client';
import { b } from './b';
export const A = () => b();
//- app/b.ts
import { c } from './c';
export const b = () => c();
//- app/c.ts
import { b } from './b';
export const c = () => b();
//- app/lost.ts
import { found } from './found';
export const lost = () => found();
//- app/found.ts
import { lost } from './lost';
export const found = () => lost();
",
    );
    assert_eq!(shipped, ["app/a.tsx", "app/b.ts", "app/c.ts"]);
}

#[test]
fn patterns_and_globs_take_their_files() {
    let shipped = client(
        "\
//- package.json
{ \"devDependencies\": { \"vite\": \"8.0.0\" } }
//- index.html
<!doctype html><script type=\"module\">import './src/main'</script>
//- src/main.ts
export const text = (x) => import(`./lang/${x}.js`);
const pages = import.meta.glob('./pages/*.ts', { eager: true });
console.log(text, pages);
//- src/lang/de.js
export default 'de';
//- src/lang/note.ts
export default 'note';
//- src/pages/a.ts
export const a = () => fetch('/a');
//- src/pages/deep/b.ts
export const b = () => fetch('/b');
",
    );
    assert_eq!(shipped, ["src/lang/de.js", "src/main.ts", "src/pages/a.ts"]);
}

#[test]
fn a_branch_that_the_build_folds_leads_nowhere() {
    let files = "\
//- app/page.tsx
'use client';
import { server } from './server';
import { client } from './client';
export default function Page() {
  if (process.env.NODE_ENV === 'development') require('./required');
  const load = () => (typeof window === 'undefined' ? import('./imported') : null);
  return <p onClick={() => (typeof window === 'undefined' ? server() : client(load))} />;
}
//- app/server.ts
export const server = () => fetch('/server');
//- app/client.ts
export const client = (x: unknown) => fetch('/client', x);
//- app/required.ts
console.log('required');
//- app/imported.ts
console.log('imported');
";
    assert_eq!(next(files), ["app/client.ts", "app/page.tsx"]);
}

#[test]
fn a_package_without_side_effects_drops_what_nobody_uses() {
    let files = "\
//- package.json
{ \"sideEffects\": [\"kept.ts\"], \"dependencies\": { \"next\": \"16.0.0\" } }
//- app/page.tsx
'use client';
import './bare';
import './kept';
import { used } from './used';
import { unused } from './unused';
export default function Page() { return <p onClick={() => used()} />; }
//- app/bare.ts
console.log('bare');
//- app/kept.ts
console.log('kept');
//- app/used.ts
console.log('used');
export const used = () => 1;
//- app/unused.ts
console.log('unused');
export const unused = 1;
";
    assert_eq!(client(files), ["app/kept.ts", "app/page.tsx", "app/used.ts"]);
}

const VITE: &str = "\
//- package.json
{ \"devDependencies\": { \"vite\": \"8.0.0\" } }
//- index.html
<script type=\"module\" src=\"/src/main.ts\"></script>
";

#[test]
fn patterns_take_what_the_bundler_takes() {
    let files = "\
//- src/main.ts
const unused = import.meta.glob('./unused/*.ts', { eager: true });
console.log(import.meta.glob(['./pages/**/*.ts', '!**/*.skip.ts'], { eager: true }));
onmessage = ({ data }) => [import(`./lang/${data}.ts`), import(`../other/${data}.ts`)];
//- src/unused/a.ts
export const a = 1;
//- src/pages/deep/b.ts
export const b = () => fetch('/b');
//- src/pages/c.skip.ts
export const c = () => fetch('/c');
//- src/lang/en.ts
export default 'en';
//- src/lang/more/fr.ts
export default 'fr';
//- other/d.ts
export const d = () => fetch('/d');
//- other/deep/e.ts
export const e = () => fetch('/e');
";
    assert_eq!(
        client(&format!("{VITE}{files}")),
        ["other/d.ts", "src/lang/en.ts", "src/main.ts", "src/pages/deep/b.ts"]
    );
}

#[test]
fn webpack_follows_imports_in_branches_that_only_a_constant_closes() {
    let files = "\
//- app/page.tsx
'use client';
const isServer = typeof window === 'undefined';
export default function Page() {
  const store = isServer ? require('../lib/by-constant') : null;
  if (typeof window === 'undefined') require('../lib/as-written');
  return <p onClick={() => load()}>{store}</p>;
}
async function load() {
  if (typeof window !== 'undefined') return null;
  return import('../lib/after-return');
}
//- lib/by-constant.ts
import './behind';
console.log('a');
//- lib/behind.ts
console.log('b');
//- lib/as-written.ts
console.log('c');
//- lib/after-return.ts
console.log('d');
";
    let webpack = "//- package.json\n{ \"dependencies\": { \"next\": \"15.3.0\" } }\n";
    let kept = ["app/page.tsx", "lib/after-return.ts", "lib/behind.ts", "lib/by-constant.ts"];
    assert_eq!(client(&format!("{webpack}{files}")), kept);
    assert_eq!(next(files), ["app/page.tsx"]);
    let fixture = Fixture::new(&format!("{NEXT}{files}"));
    let graph = Graph::new(Arc::new(fixture.project.clone()));
    let certain = |path| graph.client(fixture.id(path)).map(|reached| reached.certain);
    assert_eq!(certain("lib/behind.ts"), Some(false), "webpack ships it");
    assert_eq!(certain("lib/as-written.ts"), None);
}
