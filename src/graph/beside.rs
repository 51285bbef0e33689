//! How near client code is to a module that it does not get.

use super::{Graph, Hop};
use crate::project::{FileId, Layer};

impl Graph {
    /// A server module that imports both the file and a `'use client'` file: the imports, the file's first.
    pub fn beside_client(&self, file: FileId) -> Option<(Hop, Hop)> {
        self.importers(file, Layer::Server).into_iter().find_map(|hop| {
            let module = self.module(hop.from)?;
            let edge = module.edges.iter().find(|edge| edge.server.is_some_and(|to| self.is_boundary(to)))?;
            let to = edge.server?;
            let client = Hop { from: hop.from, to, span: edge.span, specifier: edge.specifier.clone() };
            Some((hop, client))
        })
    }

    /// As [`Graph::beside_client`], of which a *no* is final; asks the sketches alone.
    pub fn may_be_beside_client(&self, file: FileId) -> bool {
        let may_be_client = |file: FileId| self.project.file(file).is_some_and(|source| source.sketch.may_use_client);
        self.may_import(file).iter().any(|importer| {
            let targets = self.project.targets(*importer);
            targets.is_some_and(|targets| {
                targets.iter().any(
                    |(_, target)| matches!(target.server, crate::project::Resolution::File(to) if may_be_client(to)),
                )
            })
        })
    }
}
