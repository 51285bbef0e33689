//! Files that ship as a text: `import text from './x.ts?raw'`.
//!
//! What stands in them is in the output whole, comments too, when the text is used; what they import is not.

use std::sync::Arc;

use super::edges::is_raw;
use super::live::{self, Name};
use super::reach::{self, Way};
use super::{Chain, Graph, Reached};
use crate::project::{FileId, Resolution, Target};

/// The way to the module that takes the text, and which of its edges does.
struct Quotation {
    way: Arc<Way>,
    importer: FileId,
    edge: usize,
}

impl Graph {
    /// Whether the file's text ships, where the file itself is no module of client code.
    pub(super) fn quoted(&self, file: FileId) -> Option<Reached> {
        let Quotation { way, importer, edge } = self.quotation(file)?;
        let module = self.module(importer)?;
        let edge = module.edges.get(edge)?;
        Some(way.reached(self.follow(&way), |by| {
            let mut users = Vec::new();
            live::users_of_import(self, by, importer, &module, edge, &Name::of("default"), &mut users);
            users.into_iter().any(|user| self.is_kept(by, user))
        }))
    }

    pub(super) fn quoted_chain(&self, file: FileId) -> Option<Chain> {
        let Quotation { way, importer, edge } = self.quotation(file)?;
        let mut chain = self.chain_of(&way);
        chain.hops.push(reach::hop(importer, file, self.module(importer)?.edges.get(edge)?));
        Some(chain)
    }

    fn quotation(&self, file: FileId) -> Option<Quotation> {
        let project = self.project();
        let takes = |importer: &&FileId| {
            let Some(targets) = project.targets(**importer) else { return false };
            let quotes =
                |(specifier, target): (&str, &Target)| is_raw(specifier) && target.client == Resolution::File(file);
            // A glob says it beside its pattern.
            targets.is_matched(file) || targets.iter().any(quotes)
        };
        let mut importers: Vec<FileId> = self.maybe().importers(file).iter().filter(takes).copied().collect();
        importers.sort_by_cached_key(|importer| project.files.path(*importer));
        importers.into_iter().find_map(|importer| {
            let way = self.way(importer)?;
            let module = self.module(importer)?;
            let edge = module.edges.iter().position(|edge| edge.raw && edge.client == Some(file))?;
            Some(Quotation { way, importer, edge })
        })
    }
}
