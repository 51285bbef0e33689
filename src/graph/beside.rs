//! How near client code is to a module that it does not get.

use super::{Graph, Hop};
use crate::project::{FileId, Layer, Resolution};

impl Graph {
    /// A module of the server that imports both the file and a `'use client'` file: the imports, the file's first.
    pub fn beside_client(&self, file: FileId) -> Option<(Hop, Hop)> {
        let importers = self.may_import(file).iter().copied().filter(|importer| self.may_take_client(*importer));
        self.by_path(importers).into_iter().find_map(|importer| {
            let (module, own) = self.confirm(importer, file, Layer::Server)?;
            let edge = module.edges.iter().find(|edge| edge.server.is_some_and(|to| self.is_boundary(to)))?;
            let client = Hop { from: importer, to: edge.server?, span: edge.span, specifier: edge.specifier.clone() };
            self.server(importer).then_some((own, client))
        })
    }

    /// As [`Graph::beside_client`], of which a *no* is final; asks the sketches alone.
    pub fn may_be_beside_client(&self, file: FileId) -> bool {
        self.may_import(file).iter().any(|importer| self.may_take_client(*importer))
    }

    /// Whether a module of the server may import a `'use client'` file.
    fn may_take_client(&self, importer: FileId) -> bool {
        let may_be_client = |file: FileId| self.project.file(file).is_some_and(|source| source.sketch.may_use_client);
        self.project.targets(importer).is_some_and(|targets| {
            targets.iter().any(|(_, target)| matches!(target.server, Resolution::File(to) if may_be_client(to)))
        })
    }
}
