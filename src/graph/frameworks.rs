//! What of each framework's conventions gets into the browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use super::Graph;
use crate::project::fixture::Fixture;

/// The modules that ship, of a project with that dependency.
fn client(package: &str, files: &str) -> Vec<String> {
    let json = format!("//- package.json\n{{ \"dependencies\": {{ \"{package}\": \"*\" }} }}\n");
    let fixture = Fixture::new(&format!("{json}{files}"));
    let project = Arc::new(fixture.project.clone());
    let modules = Graph::new(Arc::clone(&project)).modules();
    assert!(modules.iter().all(|module| !module.client || !module.certain), "no framework here is exact");
    modules.iter().filter(|module| module.client).map(|module| project.relative(module.file)).collect()
}

#[test]
fn react_router_keeps_server_modules_and_loaders() {
    let files = "\
//- app/routes/home.tsx
import { db } from '../lib/db.server';
import { hidden } from '../lib/.server/hidden';
import { query } from './_lib/query';
import { shown } from '../lib/shown';
const own = query;
export const loader = async () => [db(), hidden(), own()];
export const clientLoader = async () => shown();
export default function Home() { return <b />; }
//- app/routes/about/route.tsx
export default function About() { return <i>{helper()}</i>; }
import { helper } from './helper';
//- app/routes/about/helper.tsx
export const helper = () => fetch('helper');
//- app/routes/about/unused.tsx
export const unused = () => fetch('unused');
//- app/routes/_lib/query.ts
export const query = () => fetch('query');
//- app/lib/db.server.ts
export const db = () => fetch('db');
//- app/lib/.server/hidden.ts
export const hidden = () => fetch('hidden');
//- app/lib/shown.ts
export const shown = () => fetch('shown');
//- app/entry.server.tsx
import '../app/lib/db.server';
";
    let expected =
        ["app/lib/shown.ts", "app/routes/about/helper.tsx", "app/routes/about/route.tsx", "app/routes/home.tsx"];
    assert_eq!(client("@react-router/dev", files), expected);
    assert_eq!(client("@remix-run/dev", files), expected);
}

#[test]
fn tanstack_start_takes_server_functions_out_of_any_module() {
    let files = "\
//- src/routes/index.tsx
import { createFileRoute } from '@tanstack/react-router';
import { save } from '../api';
import { answer } from '../answer';
import { load } from '../load';
export const Route = createFileRoute('/')({ loader: () => load(), component: Home, server: { handlers: { GET: () => answer() } } });
function Home() { return <b onClick={() => save()} />; }
//- src/api.ts
import { createServerFn } from '@tanstack/react-start';
import { db } from './db';
import { only } from './only.server';
const table = db('table');
export const save = createServerFn({ method: 'POST' }).inputValidator((x) => x).handler(async () => { return [table, only()]; });
//- src/db.ts
export const db = (name) => fetch(name);
//- src/only.server.ts
export const only = () => fetch('only');
//- src/answer.ts
export const answer = () => fetch('answer');
//- src/load.ts
export const load = () => fetch('load');
";
    assert_eq!(client("@tanstack/react-start", files), ["src/api.ts", "src/load.ts", "src/routes/index.tsx"]);
}

#[test]
fn sveltekit_keeps_what_its_names_say() {
    let files = "\
//- src/routes/+page.ts
import { shared } from '$lib/shared';
export const load = () => shared();
//- src/routes/+page.server.ts
import { db } from '$lib/server/db';
export const load = () => db();
//- src/routes/api/+server.ts
import { helper } from '$lib/helper';
export const GET = () => helper();
//- src/lib/shared.ts
import { db } from './server/db';
import { add } from './add.remote';
export const shared = () => [fetch('shared'), db, add];
//- src/lib/add.remote.ts
export const add = () => fetch('add');
//- src/lib/helper.ts
export const helper = () => fetch('helper');
//- src/lib/server/db.ts
export const db = () => fetch('db');
//- src/hooks.client.ts
export const handleError = () => fetch('error');
//- src/hooks.server.ts
export const handle = () => fetch('handle');
";
    assert_eq!(client("@sveltejs/kit", files), ["src/hooks.client.ts", "src/lib/shared.ts", "src/routes/+page.ts"]);
}

#[test]
fn nuxt_keeps_its_server_folder() {
    let files = "\
//- composables/useUser.ts
import { db } from '~/server/db';
import { plain } from '@/lib/plain';
export const useUser = () => [fetch('user'), plain()];
//- composables/useUser.test.ts
export const test = () => fetch('test');
//- lib/plain.ts
export const plain = () => fetch('plain');
//- server/db.ts
export const db = () => fetch('db');
//- plugins/a.server.ts
export default () => fetch('a');
//- plugins/b.client.ts
export default () => fetch('b');
//- nuxt.config.ts
export default defineNuxtConfig({});
";
    assert_eq!(client("nuxt", files), ["composables/useUser.ts", "lib/plain.ts", "plugins/b.client.ts"]);
}

#[test]
fn gatsby_expo_and_create_react_app_start_where_they_say() {
    let files = "\
//- src/pages/index.js
import { helper } from '../helper';
export default function Page() { return null; }
export async function getServerData() { return helper(); }
//- src/helper.js
export const helper = () => fetch('helper');
//- src/api/hello.js
export default () => fetch('hello');
//- src/index.js
console.log('index');
//- app/index.js
console.log('app');
//- app/hello+api.js
export const GET = () => fetch('hello');
//- gatsby-browser.js
console.log('browser');
//- gatsby-node.js
console.log('node');
";
    assert_eq!(client("gatsby", files), ["gatsby-browser.js", "src/pages/index.js"]);
    assert_eq!(client("expo", files), ["app/index.js"]);
    assert_eq!(client("react-scripts", files), ["src/index.js"]);
}

#[test]
fn components_take_what_their_scripts_and_templates_use() {
    let vue = "\
//- app.vue
<script setup lang=\"ts\">
import Card from './Card.vue';
import { shown } from './shown';
import type { Kind } from './kind';
const kind = {} as Kind;
</script>
<template><Card /><p>{{ shown(kind) }}</p></template>
//- Card.vue
<template><b>card</b></template>
//- Unused.vue
<template><b>unused</b></template>
//- shown.ts
export const shown = (x) => fetch(x);
//- kind.ts
export type Kind = string;
export const x = fetch('x');
";
    assert_eq!(client("nuxt", vue), ["Card.vue", "app.vue", "shown.ts"]);
    let svelte = "\
//- src/routes/+page.svelte
<script context=\"module\">import { a } from '$lib/a';</script>
<script>import Card from '$lib/Card.svelte'; import { spare } from '$lib/unused'; export let data;</script>
{#if a}<Card {data} />{/if}
//- src/lib/unused.ts
export const spare = () => fetch('never');
//- src/lib/Card.svelte
<script>import { b } from './b';</script>
<p>{b()}</p>
//- src/lib/a.ts
export const a = fetch('a');
//- src/lib/b.ts
export const b = () => fetch('b');
";
    let expected = ["src/lib/Card.svelte", "src/lib/a.ts", "src/lib/b.ts", "src/routes/+page.svelte"];
    assert_eq!(client("@sveltejs/kit", svelte), expected);
}

#[test]
fn astro_ships_scripts_and_islands() {
    let files = "\
//- src/pages/index.astro
---
import Layout from '../Layout.astro';
import Chat from '../Chat';
import Static from '../Static';
import { db } from '../db';
const rows = await db();
---
<Layout><Chat client:load on={() => 1 > 0} rows={rows} /><Static /></Layout>
<script>
import { go } from '../go';
go();
</script>
//- src/Layout.astro
---
import { db } from './db';
---
<slot />
//- src/Chat.tsx
import { send } from './send';
export default function Chat() { return <b onClick={() => send()} />; }
//- src/Static.tsx
export default function Static() { return <b>static</b>; }
//- src/db.ts
export const db = () => fetch('db');
//- src/send.ts
export const send = () => fetch('send');
//- src/go.ts
export const go = () => fetch('go');
//- src/pages/api/x.ts
import { db } from '../../db';
export const GET = () => db();
";
    assert_eq!(client("astro", files), ["src/Chat.tsx", "src/go.ts", "src/pages/index.astro", "src/send.ts"]);
}

#[test]
fn computed_routes_nest_and_so_do_those_of_the_first_remix() {
    let routes = "\
//- app/routes/a/b/page.tsx
export default function B() { return <b>{1}</b>; }
//- app/routes/a/+shared/helper.tsx
export const helper = () => fetch('helper');
//- app/routes/a/b/page.server.ts
export const server = () => fetch('server');
";
    let list =
        "//- app/routes.ts\nimport { autoRoutes } from 'react-router-auto-routes';\nexport default autoRoutes();\n";
    assert_eq!(client("@react-router/dev", &format!("{routes}{list}")), ["app/routes/a/b/page.tsx"]);
    let remix = |version: &str| {
        let json = format!("//- package.json\n{{ \"dependencies\": {{ \"@remix-run/dev\": \"{version}\" }} }}\n");
        let fixture = Fixture::new(&format!("{json}{routes}"));
        Graph::new(Arc::new(fixture.project.clone())).client(fixture.id("app/routes/a/b/page.tsx")).is_some()
    };
    assert!(remix("^1.19.0") && !remix("^2.0.0"));
}
