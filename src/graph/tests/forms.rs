//! Forms of the language and of Next that builds decide on, each seen in builds by Next 16.4 and 15.5.

use super::{Obstacle, next};
use crate::graph::Graph;
use crate::project::fixture::Fixture;

/// A client page that imports the barrel, of which it uses `used`.
const PAGE: &str = "\
//- app/page.tsx
import { Screen } from './screen';
export default () => <Screen />;
//- app/screen.tsx
'use client';
import { used } from '../lib/barrel';
export const Screen = () => <b onClick={() => alert(used)} />;
";

/// What ships of `lib/` beside the barrel.
fn kept(lib: &str) -> Vec<String> {
    let shipped = next(&format!("{PAGE}{lib}"));
    shipped.into_iter().filter(|file| file.starts_with("lib/") && file != "lib/barrel.ts").collect()
}

#[test]
fn a_barrel_passes_types_on_in_every_spelling() {
    let lib = "\
//- lib/barrel.ts
export const used = 'used';
export type * from './all';
export type * as Named from './named';
export type { A } from './one';
//- lib/all.ts
globalThis.all = 1;
//- lib/named.ts
globalThis.named = 1;
//- lib/one.ts
globalThis.one = 1;
";
    assert_eq!(kept(lib), Vec::<String>::new());
}

#[test]
fn an_assigned_export_is_an_effect() {
    let lib = "\
//- lib/barrel.ts
import helper from './helper';
export const used = helper.twice(1);
//- lib/helper.ts
import inner = require('./inner');
export = { twice: (n: number) => inner.twice(n) };
//- lib/inner.ts
export const twice = (n: number) => n + n;
";
    assert_eq!(kept(lib), ["lib/helper.ts", "lib/inner.ts"]);
}

#[test]
fn parameter_properties_are_assignments() {
    let lib = "\
//- lib/barrel.ts
export const used = 'used';
export { pool } from './pool';
//- lib/pool.ts
class Pool { constructor(readonly url: string) {} }
export const pool = new Pool('postgres://a');
";
    assert_eq!(kept(lib), ["lib/pool.ts"]);
}

#[test]
fn two_client_files_that_take_a_module_make_one_of_its_own_of_it() {
    let root = |name: &str| {
        format!(
            "//- app/{name}/page.tsx\nimport {{ Screen }} from './screen';\nexport default () => <Screen />;\n\
             //- app/{name}/screen.tsx\n'use client';\nimport {{ kinds }} from '../../lib/{name}';\n\
             export const Screen = () => <b onClick={{() => alert(kinds())}} />;\n\
             //- lib/{name}.ts\nimport {{ connect }} from './connect';\n\
             export const kinds = () => ['{name}'];\nexport const open = () => connect();\n"
        )
    };
    let connect = "//- lib/connect.ts\nexport const connect = () => fetch('postgres://a');\n";
    let both = next(&format!("{}{}{connect}", root("a"), root("b")));
    assert!(both.contains(&"lib/connect.ts".to_owned()), "{both:?}");
    let one = next(&format!("{}{connect}", root("a")));
    assert!(!one.contains(&"lib/connect.ts".to_owned()), "{one:?}");
}

#[test]
fn the_client_instrumentation_in_src_wins() {
    let files = "\
//- app/page.tsx
export default () => <b />;
//- instrumentation-client.ts
globalThis.top = 1;
//- src/instrumentation-client.ts
globalThis.inner = 1;
";
    assert_eq!(next(files), ["src/instrumentation-client.ts"]);
}

#[test]
fn a_service_worker_is_bundled() {
    let lib = "\
//- lib/barrel.ts
export const used = () => navigator.serviceWorker.register(new URL('./worker.ts', import.meta.url));
//- lib/worker.ts
import { key } from './key';
self.addEventListener('fetch', () => key());
//- lib/key.ts
export const key = () => fetch('/key');
";
    assert_eq!(kept(lib), ["lib/key.ts", "lib/worker.ts"]);
}

#[test]
fn what_keeps_a_file_out_is_no_type_where_it_is_none() {
    let fixture = Fixture::new(&format!(
        "//- package.json\n{{ \"dependencies\": {{ \"next\": \"16.0.0\" }} }}\n{PAGE}\
         //- lib/barrel.ts\nexport const used = () => {{\n  if (process.env.NODE_ENV === 'development') void import('./tools');\n  \
         return new URL('./asset.ts', import.meta.url);\n}};\n\
         //- lib/tools.ts\nexport const tools = 1;\n//- lib/asset.ts\nexport const asset = 1;\n"
    ));
    let graph = Graph::new(std::sync::Arc::new(fixture.project.clone()));
    let obstacle = |name: &str| graph.obstacle(fixture.project.by_path(&fixture.path(name)).unwrap().id);
    assert!(matches!(obstacle("lib/tools.ts"), Obstacle::NeverRun { .. }));
    assert!(matches!(obstacle("lib/asset.ts"), Obstacle::AddressOnly { .. }));
}
