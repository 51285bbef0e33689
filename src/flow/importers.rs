//! Who imports a module, and by what names it gives something away.

use std::sync::Arc;

use super::Flow;
use super::module::Module;
use crate::graph::Hop;
use crate::project::{FileId, Layer};
use crate::syntax::ast::{BindingId, ScopeId};
use crate::syntax::facts::{ExportName, ExportSource};

impl Module {
    /// The names that the module exports a binding by.
    pub(super) fn exported_names(&self, binding: BindingId) -> Vec<&str> {
        let exports = self.facts.exports.iter().filter(|export| !export.type_only);
        let names = exports.filter_map(|export| match (export.source, export.name) {
            (ExportSource::Local(local), name) if self.lookup(ScopeId::MODULE, self.text(local)) == Some(binding) => {
                match name {
                    ExportName::Default => Some("default"),
                    ExportName::Name(span) => Some(self.text(span)),
                    ExportName::All => None,
                }
            }
            _ => None,
        });
        names.collect()
    }
}

/// Whether a text allows for an import of the name, by itself or among all: most of the hundreds that import a widely used
/// module need no parsing for the one name that is wanted.
pub(super) fn may_take(text: &str, exported: &str) -> bool {
    let all = |at: usize| {
        let next = text[at + 1..].trim_start();
        next.starts_with("as") || next.starts_with("from")
    };
    // A name may be written with escapes, and that of a default export is the importer's.
    exported == "default"
        || text.contains(exported)
        || text.contains("\\u")
        || text.match_indices('*').any(|(at, _)| all(at))
}

impl Flow<'_> {
    /// The imports of a module in those whose texts say that they `may` matter, by path: to confirm one parses its module.
    pub(super) fn importers(&self, of: FileId, may: &dyn Fn(&str) -> bool) -> Vec<(Arc<Module>, Hop)> {
        let may = |file: &FileId| self.project.file(*file).is_some_and(|source| may(&source.text()));
        let mut importers: Vec<FileId> = self.graph.may_import(of).iter().copied().filter(may).collect();
        // Ids are given in no order.
        importers.sort_by_cached_key(|file| self.project.files.path(*file));
        let mut found: Vec<(Arc<Module>, Hop)> = Vec::new();
        for importer in importers {
            for layer in [Layer::Client, Layer::Server] {
                let Some(hop) = self.graph.import_of(importer, of, layer) else { continue };
                let known = found.last().is_some_and(|(_, last)| last.from == hop.from && last.span == hop.span);
                if !known && let Some(module) = self.module(importer) {
                    found.push((module, hop));
                }
            }
        }
        found
    }
}
