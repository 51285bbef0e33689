//! Where a module could be cut out of the browser.

use rustc_hash::FxHashSet;

use super::{Graph, Hop, RootKind};
use crate::project::{FileId, Layer};

impl Graph {
    /// The first import on the module's chain without which nothing leads to it; `None` when there is no single one, or the
    /// module is a root itself.
    pub fn cut(&self, file: FileId) -> Option<Hop> {
        self.chain(file)?.hops.into_iter().find(|hop| !self.is_reached_without(file, hop))
    }

    /// Who of client code imports the module, by path.
    pub fn client_importers(&self, file: FileId) -> Vec<Hop> {
        let mut importers = self.importers(file, Layer::Client);
        importers.retain(|hop| self.client_reached(hop.from));
        importers
    }

    fn is_reached_without(&self, file: FileId, cut: &Hop) -> bool {
        let mut seen = FxHashSet::from_iter([file]);
        let mut next = vec![file];
        while let Some(current) = next.pop() {
            if self.starts_bundle(current) {
                return true;
            }
            for hop in self.client_importers(current) {
                let is_cut = hop.from == cut.from && hop.to == cut.to;
                if !is_cut && seen.insert(hop.from) {
                    next.push(hop.from);
                }
            }
        }
        false
    }

    fn starts_bundle(&self, file: FileId) -> bool {
        matches!(self.root(file), Some(RootKind::Page | RootKind::Entry | RootKind::InstrumentationClient))
            || self.way(file).is_some_and(|way| way.root == file)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;

    use super::Graph;
    use crate::project::fixture::Fixture;

    fn cut(files: &str, name: &str) -> (Option<String>, usize) {
        let next = "//- package.json\n{ \"dependencies\": { \"next\": \"16.0.0\" } }\n";
        let fixture = Fixture::new(&format!("{next}{files}"));
        let project = Arc::new(fixture.project.clone());
        let file = project.sources.iter().find(|file| project.relative(file.id) == name).unwrap().id;
        let graph = Graph::new(Arc::clone(&project));
        let cut = graph.cut(file).map(|hop| format!("{} {}", project.relative(hop.from), hop.specifier));
        (cut, graph.client_importers(file).len())
    }

    #[test]
    fn what_all_ways_share_is_to_be_cut() {
        let files = "\
//- pages/index.tsx
import { a } from '../lib/a';
import { b } from '../lib/b';
export default () => <p onClick={() => a(b)} />;
//- lib/a.ts
import { hub } from './hub';
export const a = (x: unknown) => hub(x);
//- lib/b.ts
import { hub } from './hub';
export const b = hub(1);
//- lib/hub.ts
import { sms } from './sms';
export const hub = (x: unknown) => sms(x);
//- lib/sms.ts
export const sms = (x: unknown) => fetch(String(x));
";
        assert_eq!(cut(files, "lib/sms.ts"), (Some("lib/hub.ts ./sms".to_owned()), 1));
        assert_eq!(cut(files, "lib/hub.ts"), (None, 2));
        assert_eq!(cut(files, "lib/a.ts"), (Some("pages/index.tsx ../lib/a".to_owned()), 1));
        assert_eq!(cut(files, "pages/index.tsx"), (None, 0));
    }

    #[test]
    fn a_cycle_is_no_way_round_the_cut() {
        let files = "\
//- app/page.tsx
import { Verify } from '../components/verify';
export default () => <Verify />;
//- components/verify.tsx
'use client';
import { one } from '../lib/one';
export const Verify = () => <p onClick={() => one()} />;
//- lib/one.ts
import { two } from './two';
export const one = () => two();
//- lib/two.ts
import { one } from './one';
export const two = () => [one].length && fetch('/x');
";
        assert_eq!(cut(files, "lib/one.ts"), (Some("components/verify.tsx ../lib/one".to_owned()), 2));
    }
}
