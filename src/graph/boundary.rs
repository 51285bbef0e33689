//! Which exports of a client file are kept for the server that imports it.
//!
//! Source: builds by Next 14.2, 15.5, 16.3 and 16.4 of client files with an export that nobody uses.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Graph;
use super::effect::{NEXT, TURBOPACK, WEBPACK};
use super::live::{Item, Name, users_of_import};
use super::reach::Goal;
use super::shape::{export_name, unquoted};
use crate::project::{Bundlers, FileId, Layer};
use crate::syntax::facts::{ExportSource, Imported};

impl Graph {
    /// Of a client file that the server imports, the names that the server names are kept, and by some all.
    pub(super) fn is_kept_at_boundary(&self, by: Bundlers, file: FileId, name: &Name) -> bool {
        if self.is_taken_by_server(file, name) {
            return true;
        }
        self.answers.whole.get_or(file, || self.keep_whole(file)).contains(by)
    }

    /// Who keep all exports: Turbopack before Next 16.4; webpack does when the server names none, and when one route
    /// comes by the file in two import statements.
    fn keep_whole(&self, file: FileId) -> Bundlers {
        if self.distance(Goal::Rendered, file).is_none() {
            return Bundlers::NONE;
        }
        let old = self.project().builders(file).any(|app| app.is_before(16, 4));
        let names = self.names_at_server(file);
        let whole = !names.iter().any(|name| self.is_taken_by_server(file, name)) || self.is_imported_twice(file);
        let all = |keeps: bool, bundler| if keeps { bundler } else { Bundlers::NONE };
        all(old, TURBOPACK).and(all(whole, WEBPACK))
    }

    /// Whether two import statements on the server's side of one route lead to the file.
    fn is_imported_twice(&self, file: FileId) -> bool {
        let mut queue: VecDeque<(FileId, FileId)> = VecDeque::new();
        for importer in self.maybe().importers(file) {
            if !self.is_importer(Goal::Rendered, *importer, file) || self.distance(Goal::Rendered, *importer).is_none()
            {
                continue;
            }
            let statements = self.module(*importer).map_or(0, |module| {
                let leads = module.edges.iter().filter(|edge| edge.server == Some(file));
                leads.map(|edge| edge.import).collect::<FxHashSet<_>>().len()
            });
            if statements > 1 {
                return true;
            }
            queue.push_back((*importer, *importer));
        }
        // Upwards from all importers: where two meet, the route above has both.
        let mut from: FxHashMap<FileId, FileId> = FxHashMap::default();
        while let Some((at, importer)) = queue.pop_front() {
            match from.get(&at) {
                Some(known) if *known != importer => return true,
                Some(_) => continue,
                None => from.insert(at, importer),
            };
            for above in self.maybe().importers(at) {
                if self.is_importer(Goal::Rendered, *above, at) && self.distance(Goal::Rendered, *above).is_some() {
                    queue.push_back((*above, importer));
                }
            }
        }
        false
    }

    /// The names by which the server's side imports the file, used or not.
    fn names_at_server(&self, file: FileId) -> Vec<Name> {
        let mut names = Vec::new();
        for importer in self.maybe().importers(file) {
            let Some(module) = self.module(*importer).filter(|module| !module.shape.client) else { continue };
            let facts = &*module.facts;
            for edge in module.edges.iter().filter(|edge| edge.server == Some(file)) {
                let Some(import) = edge.import else { continue };
                let listed = facts.imports.get(import as usize).map_or(&[][..], |import| &import.names);
                let passed = facts.exports.iter().filter_map(|export| match export.source {
                    ExportSource::From { import: from, imported } if from == import => Some(imported),
                    _ => None,
                });
                for imported in listed.iter().map(|name| name.imported).chain(passed) {
                    match imported {
                        Imported::Default => names.push(Name::of("default")),
                        Imported::Name(name) => names.push(Name::of(unquoted(name.of(&facts.source)))),
                        Imported::Namespace => {
                            let Some(own) = self.module(file) else { continue };
                            let exports = own.facts.exports.iter();
                            names.extend(exports.filter_map(|export| export_name(&own.facts, export)).map(Name::of));
                        }
                    }
                }
            }
        }
        names
    }

    fn is_taken_by_server(&self, file: FileId, name: &Name) -> bool {
        let mut names = vec![(file, name.clone())];
        let mut seen: FxHashSet<(FileId, Name)> = FxHashSet::default();
        while let Some((file, name)) = names.pop() {
            for importer in self.maybe().importers(file) {
                let Some(module) = self.module(*importer) else { continue };
                if module.shape.client || self.maybe().level(*importer, Layer::Server).is_none() {
                    continue;
                }
                for edge in module.edges.iter().filter(|edge| edge.server == Some(file)) {
                    let mut users = Vec::new();
                    users_of_import(self, NEXT, *importer, &module, edge, &name, &mut users);
                    for user in users {
                        match user {
                            Item::Part(..) | Item::Use(..) | Item::Member(..) | Item::Module(..) | Item::Taken(..) => {
                                return true;
                            }
                            Item::Export(file, name) => {
                                if self.maybe().root(file).is_some() {
                                    return true;
                                }
                                if seen.insert((file, name.clone())) {
                                    names.push((file, name));
                                }
                            }
                        }
                    }
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use std::sync::Arc;

    use super::super::{Graph, Reached};
    use crate::project::fixture::Fixture;

    const CLIENT: &str = "\
//- app/client.tsx
'use client';
import { unused } from './unused';
export const A = () => <b onClick={() => 1} />;
export const B = () => <i onClick={() => 2} />;
export const Other = () => <p>{unused}</p>;
//- app/unused.ts
export const unused = fetch;
";
    const ONE: &str = "\
//- app/page.tsx
import { A } from './client';
export default function Page() { return <A />; }
";
    const TWO: &str = "\
//- app/page.tsx
import { A } from './client';
import { Panel } from './panel';
export default function Page() { return <Panel><A /></Panel>; }
//- app/panel.tsx
import { B } from './client';
export const Panel = ({ children }) => <B>{children}</B>;
";
    /// The layout has one of the imports, the page the other: each route is looked at for itself.
    const APART: &str = "\
//- app/layout.tsx
import { B } from './client';
export default function Layout({ children }) { return <B>{children}</B>; }
//- app/page.tsx
import { A } from './client';
export default function Page() { return <A />; }
";

    /// What becomes of what only an export uses that the server does not name.
    fn unused(next: &str, files: &str) -> Reached {
        let json = format!("//- package.json\n{{ \"dependencies\": {{ \"next\": \"{next}\" }} }}\n");
        let fixture = Fixture::new(&format!("{json}{files}{CLIENT}"));
        let graph = Graph::new(Arc::new(fixture.project.clone()));
        graph.client(fixture.id("app/unused.ts")).unwrap()
    }

    #[test]
    fn webpack_keeps_all_exports_for_a_route_that_imports_the_file_twice() {
        assert_eq!(unused("14.2.35", ONE), Reached { ships: false, certain: false });
        assert_eq!(unused("14.2.35", TWO), Reached { ships: true, certain: true });
        assert_eq!(unused("14.2.35", APART), Reached { ships: false, certain: false });
        assert_eq!(unused("16.4.0", TWO), Reached { ships: false, certain: false });
    }

    #[test]
    fn turbopack_keeps_all_exports_before_16_4() {
        assert_eq!(unused("16.3.8", ONE), Reached { ships: true, certain: false });
        assert_eq!(unused("16.4.0", ONE), Reached { ships: false, certain: true });
    }
}
