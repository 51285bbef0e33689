#![allow(clippy::format_push_string, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
//! The answer after any edits is that of a fresh look.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Graph, Hop};
use crate::project::fixture::Fixture;
use crate::project::{FileChange, Options, Project};

const PATHS: [&str; 8] = [
    "app/page.tsx",
    "app/about/page.tsx",
    "app/about/layout.tsx",
    "pages/old.tsx",
    "lib/a.ts",
    "lib/b.tsx",
    "lib/c.ts",
    "lib/index.ts",
];

/// What a file holds: a directive, imports (whose, in which form), an effect.
type Said = (usize, Vec<(usize, usize)>, bool);

/// What happens to a file.
#[derive(Clone, Debug)]
enum Edit {
    Write {
        file: usize,
        directive: usize,
        imports: Vec<(usize, usize)>,
        effect: bool,
    },
    /// The same imports in other words, which the sketch cannot tell apart.
    Reword {
        file: usize,
        forms: Vec<usize>,
    },
    /// A body changes, places move.
    Touch {
        file: usize,
    },
    Remove {
        file: usize,
    },
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = 0..PATHS.len();
    prop_oneof![
        6 => (file.clone(), 0..5_usize, prop::collection::vec((0..PATHS.len(), 0..9_usize), 0..4), any::<bool>())
            .prop_map(|(file, directive, imports, effect)| Edit::Write { file, directive, imports, effect }),
        6 => (file.clone(), prop::collection::vec(0..9_usize, 3)).prop_map(|(file, forms)| Edit::Reword { file, forms }),
        2 => file.clone().prop_map(|file| Edit::Touch { file }),
        1 => file.prop_map(|file| Edit::Remove { file }),
    ]
}

fn text(directive: usize, imports: &[(usize, usize)], effect: bool) -> String {
    let mut text = String::from(["", "", "'use client';\n", "'use server';\n", "import 'server-only';\n"][directive]);
    let mut uses = String::new();
    for (at, (target, form)) in imports.iter().enumerate() {
        let specifier = format!("@/{}", PATHS[*target].rsplit_once('.').unwrap().0);
        text += &match form {
            0 => format!("import {{ x as x{at}, flag as flag{at} }} from '{specifier}';\n"),
            1 => format!("import type {{ T }} from '{specifier}';\n"),
            2 => format!("import '{specifier}';\n"),
            3 => format!("export * from '{specifier}';\n"),
            4 => format!("export {{ y as z{at} }} from '{specifier}';\n"),
            5 => format!("export const load{at} = () => import('{specifier}');\n"),
            6 => format!("import * as x{at} from '{specifier}';\n"),
            7 => format!("import x{at} from '{specifier}';\n"),
            _ => {
                format!("export async function getServerSideProps() {{ return (await import('{specifier}')).y(); }}\n")
            }
        };
        if *form == 0 {
            uses += &format!("if (flag{at}) use(x{at});");
        }
        if matches!(form, 6 | 7) {
            uses += &format!("use(x{at});");
        }
    }
    if effect {
        text += "globalThis.effect = 1;\n";
    }
    text += &format!("export const flag = {effect};\n");
    text + &format!("export const x = () => {{ {uses} }};\nexport const y = () => 1;\nexport default x;\n")
}

/// Everything the graph says, by names and places.
fn answers(project: &Project, graph: &Graph) -> Vec<String> {
    let hops = |hops: &[Hop]| -> Vec<String> {
        let name = |hop: &Hop| format!("{} {:?}", project.relative(hop.from), hop.span);
        hops.iter().map(name).collect()
    };
    graph
        .modules()
        .into_iter()
        .map(|module| {
            let chain = module.chain.map(|chain| (chain.root_kind.name(), hops(&chain.via), hops(&chain.hops)));
            let (name, client, server) = (project.relative(module.file), module.client, module.server);
            format!("{name} client {client} server {server} certain {} {chain:?}", module.certain)
        })
        .chain(graph.roots().into_iter().map(|root| format!("{} {}", project.relative(root.file), root.kind.name())))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn edits_add_up_to_a_fresh_look(edits in prop::collection::vec(edit(), 1..14), asks in any::<u16>()) {
        let mut said: Vec<Said> = (0..PATHS.len())
            .map(|file| (usize::from(file == 5) * 2, vec![((file + 1) % PATHS.len(), 0), ((file + 3) % PATHS.len(), 0)], file == 6))
            .collect();
        let mut base = String::from(
            "//- package.json\n{ \"dependencies\": { \"next\": \"16\" } }\n\
             //- tsconfig.json\n{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } } }\n",
        );
        for (path, (directive, imports, effect)) in PATHS.iter().zip(&said) {
            base += &format!("//- {path}\n{}", text(*directive, imports, *effect));
        }
        let fixture = Fixture::new(&base);
        let mut project = fixture.project.clone();
        let mut graph = Graph::new(Arc::new(project.clone()));
        for (step, edit) in edits.iter().enumerate() {
            let file = match edit {
                Edit::Write { file, directive, imports, effect } => {
                    said[*file] = (*directive, imports.clone(), *effect);
                    fixture.write(PATHS[*file], &text(*directive, imports, *effect));
                    *file
                }
                Edit::Reword { file, forms } => {
                    let (directive, imports, effect) = &mut said[*file];
                    for (import, form) in imports.iter_mut().zip(forms) {
                        import.1 = *form;
                    }
                    fixture.write(PATHS[*file], &text(*directive, imports, *effect));
                    *file
                }
                Edit::Touch { file } => {
                    let before = std::fs::read_to_string(fixture.path(PATHS[*file])).unwrap_or_default();
                    fixture.write(PATHS[*file], &format!("// {step}\n{before}const local{step} = {step};\n"));
                    *file
                }
                Edit::Remove { file } => {
                    let _ = std::fs::remove_file(fixture.path(PATHS[*file]));
                    *file
                }
            };
            let changed = project.apply(&[FileChange::Disk { path: fixture.path(PATHS[file]) }]);
            graph = graph.update(Arc::new(project.clone()), &changed);
            // Some of the states in between are asked about, so that there is something to keep.
            if asks >> step & 1 == 1 {
                answers(&project, &graph);
            }
        }
        let fresh = Arc::new(Project::open(std::slice::from_ref(&fixture.root), &Options::default()).unwrap());
        prop_assert_eq!(answers(&project, &graph), answers(&fresh, &Graph::new(Arc::clone(&fresh))));
    }
}
