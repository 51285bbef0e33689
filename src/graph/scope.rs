//! Which modules Next's bundlers put into one scope, where the minifier sees through their constants.
//!
//! Source: builds by Next 14.2, 15.5 and 16.4: a module that two routes, two client files or an `import()` get stands apart.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::effect::TURBOPACK;
use super::reach::Goal;
use super::{Graph, RootKind};
use crate::project::FileId;
use crate::syntax::facts::ImportKind;

/// Modules between one and the root of its scope that are looked at; what so many lead to has more roots than one.
const MOST: usize = 48;

impl Graph {
    /// The module at the root of the scope that the file is in; `None` when it stands in none with others.
    pub(super) fn scope(&self, file: FileId) -> Option<FileId> {
        self.answers.scopes.get_or(file, || self.find_scope(file))
    }

    fn find_scope(&self, file: FileId) -> Option<FileId> {
        let mut root = None;
        let mut seen: FxHashSet<FileId> = std::iter::once(file).collect();
        let mut next = VecDeque::from([file]);
        while let Some(at) = next.pop_front() {
            let mut is_root = self.begins_scope(at);
            for importer in self.maybe().importers(at) {
                if !self.client_reached(*importer) {
                    continue;
                }
                let Some(module) = self.module(*importer) else { continue };
                for edge in module.edges.iter().filter(|edge| edge.client == Some(at)) {
                    let import = edge.import.and_then(|import| module.facts.imports.get(import as usize));
                    match import.map(|import| import.kind) {
                        Some(ImportKind::Static | ImportKind::ReExport) => {
                            if seen.insert(*importer) {
                                next.push_back(*importer);
                            }
                        }
                        _ => is_root = true,
                    }
                }
            }
            if seen.len() > MOST {
                return None;
            }
            if is_root && root.replace(at).is_some_and(|other| other != at) {
                return None;
            }
        }
        root
    }

    /// What a build with Vite loads together with the file: the page's scripts, else the `import()`s that lead to it.
    pub(super) fn chunk(&self, file: FileId) -> Arc<[FileId]> {
        self.answers.chunks.get_or(file, || {
            let mut roots = Vec::new();
            let mut seen = vec![file];
            let mut at = 0;
            while let Some(current) = seen.get(at).copied() {
                at += 1;
                let mut is_root = false;
                for importer in self.maybe().importers(current).iter().filter(|file| self.client_reached(**file)) {
                    let Some(module) = self.module(*importer) else { continue };
                    for edge in module.edges.iter().filter(|edge| edge.client == Some(current)) {
                        let import = edge.import.and_then(|import| module.facts.imports.get(import as usize));
                        match import.map(|import| import.kind) {
                            Some(ImportKind::Static | ImportKind::ReExport) if !seen.contains(importer) => {
                                seen.push(*importer);
                            }
                            Some(ImportKind::Static | ImportKind::ReExport) => {}
                            // A page's own script is loaded with it.
                            None => return Arc::default(),
                            Some(_) => is_root = true,
                        }
                    }
                }
                if self.maybe().root(current) == Some(RootKind::Entry) {
                    return Arc::default();
                }
                if is_root {
                    roots.push(current);
                }
            }
            roots.sort_unstable();
            roots.into()
        })
    }

    /// Whether code that is loaded with the page takes something of the file.
    pub(super) fn is_taken_at_once(&self, file: FileId) -> bool {
        self.maybe().importers(file).iter().filter(|importer| self.client_reached(**importer)).any(|importer| {
            let module = self.module(*importer);
            let takes = module.is_some_and(|module| {
                let edges = module.edges.iter().filter(|edge| edge.client == Some(file));
                let imports = edges.filter_map(|edge| module.facts.imports.get(edge.import? as usize));
                imports.into_iter().any(|import| import.kind == ImportKind::Static)
            });
            takes && self.chunk(*importer).is_empty()
        })
    }

    /// Whether modules of different scopes take something of it, so that Turbopack makes it a module of its own: what only
    /// unused exports of them take stays then, whole.
    ///
    /// Source: builds by Next 15.5 and 16.4, which make none of what a barrel passes on, or of what dead code takes.
    pub(super) fn is_split_off(&self, file: FileId) -> bool {
        self.answers.split_off.get_or(file, || {
            let has_code = self.module(file).is_some_and(|module| module.shape.parts.iter().any(|part| part.code));
            let mut first = None;
            has_code
                && self.maybe().importers(file).iter().any(|importer| {
                    let takes = || self.takes_by_name(*importer, file) && self.keeps_code(TURBOPACK, *importer);
                    let Some(scope) = self.scope(*importer).filter(|_| takes()) else { return false };
                    *first.get_or_insert(scope) != scope
                })
        })
    }

    /// Whether the importer's own code names what it imports of the file.
    fn takes_by_name(&self, importer: FileId, file: FileId) -> bool {
        let Some(module) = self.module(importer).filter(|_| self.client_reached(importer)) else { return false };
        let facts = &*module.facts;
        module.edges.iter().filter(|edge| edge.client == Some(file) && !edge.stripped).any(|edge| {
            let import = edge.import.and_then(|import| facts.imports.get(import as usize));
            let Some(import) = import.filter(|import| import.kind == ImportKind::Static) else { return false };
            let bindings =
                import.names.iter().filter(|name| !name.type_only).filter_map(|name| facts.binding_at(name.local));
            let mut used = bindings.flat_map(|binding| facts.references(binding));
            used.any(|used| !self.is_dead(TURBOPACK, importer, &module, facts.ast.span(used).start))
        })
    }

    /// Whether a bundle begins with the module.
    fn begins_scope(&self, file: FileId) -> bool {
        let is_entry =
            matches!(self.maybe().root(file), Some(RootKind::Page | RootKind::Entry | RootKind::InstrumentationClient));
        is_entry || self.is_boundary(file) && self.distance(Goal::Rendered, file).is_some()
    }
}
