//! Which modules Next's bundlers put into one scope, where the minifier sees through their constants.
//!
//! Source: builds by Next 14.2, 15.5 and 16.4: a module that two routes, two client files or an `import()` get stands apart.

use std::collections::VecDeque;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dead::Compiler;
use super::edges::{Edge, Module};
use super::effect::TURBOPACK;
use super::live::Name;
use super::reach::Goal;
use super::{Graph, RootKind};
use crate::project::{FileId, Layer};
use crate::syntax::ast::Kind;
use crate::syntax::facts::{Export, ExportName, ImportKind, ImportedName};

/// Modules that may lead to one of a scope: what more do has more roots than one, and to learn that would read them all.
const MOST: usize = 48;

/// Where the ways to a module begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// With what a page loads by itself.
    Page,
    /// With what is loaded later, by `import()` and its like.
    Later,
}

/// Whether Turbopack takes a top-level statement to be used, whoever uses it: it looks into function declarations alone, and not
/// into those that are exported by a list or by default.
fn counts(module: &Module, part: usize, seen: &mut Vec<usize>) -> bool {
    let (facts, ast) = (&*module.facts, &module.facts.ast);
    let node = module.shape.parts[part].node;
    let (declared, inline) = match ast.kind(node) {
        Kind::Export { declaration: Some(declared) } => (declared, true),
        _ => (node, false),
    };
    let Kind::Function(function) = ast.kind(declared) else { return true };
    let Some(name) = function.name else { return true };
    let is_listed = |export: &Export| {
        facts.exported_binding(export) == Some(name) && (!inline || matches!(export.name, ExportName::Default))
    };
    if facts.exports.iter().any(is_listed) {
        return true;
    }
    seen.push(part);
    let users = facts.references(name).filter_map(|used| module.shape.part_at(facts, ast.span(used).start));
    let others: Vec<usize> = users.filter(|user| !seen.contains(user)).collect();
    others.into_iter().any(|user| counts(module, user, seen))
}

impl Graph {
    /// The module at the root of the scope that the file is in; `None` when it stands in none with others.
    pub(super) fn scope(&self, file: FileId) -> Option<FileId> {
        self.answers.scopes.get_or(file, || {
            if self.has_many_above(file) {
                return None;
            }
            let mut root = None;
            let mut others = false;
            self.walk_up(file, &|at| self.begins_scope(at), &mut |at, _| {
                others = root.replace(at).is_some_and(|other| other != at);
                !others
            });
            root.filter(|_| !others)
        })
    }

    /// The module that the minifier has the file in one piece with: all that import it are in that piece, or it is its own.
    pub(super) fn piece(&self, file: FileId) -> FileId {
        self.answers.pieces.get_or(file, || self.piece_of(file, &mut FxHashMap::default()).unwrap_or(file))
    }

    /// `known`: what was found on the way; `None` for what is being looked at, as in a cycle.
    fn piece_of(&self, file: FileId, known: &mut FxHashMap<FileId, Option<FileId>>) -> Option<FileId> {
        if let Some(known) = known.get(&file) {
            return *known;
        }
        known.insert(file, None);
        let alone = self.begins_scope(file) || self.has_many_above(file) || self.is_loaded_apart(file);
        let mut piece = None;
        let importers =
            self.maybe().importers(file).iter().filter(|importer| !alone && self.client_reached(**importer));
        for importer in importers {
            let leads = |module: Arc<Module>| module.edges.iter().any(|edge| edge.client == Some(file));
            if !self.module(*importer).is_some_and(leads) {
                continue;
            }
            let of = self.piece_of(*importer, known);
            if of.is_some_and(|of| piece.replace(of).is_some_and(|other| other != of)) {
                piece = None;
                break;
            }
        }
        let piece = piece.unwrap_or(file);
        known.insert(file, Some(piece));
        Some(piece)
    }

    /// What a build with Vite loads together with the file: nothing but the page's scripts, or the `import()`s that lead to it.
    pub(super) fn chunk(&self, file: FileId) -> Arc<[FileId]> {
        self.answers.chunks.get_or(file, || {
            let mut roots = Vec::new();
            let mut of_page = false;
            let is_entry = |at| self.maybe().root(at) == Some(RootKind::Entry);
            self.walk_up(file, &is_entry, &mut |at, begins| {
                of_page = begins == Begins::Page;
                roots.push(at);
                !of_page
            });
            if of_page {
                return Arc::default();
            }
            roots.sort_unstable();
            roots.dedup();
            roots.into()
        })
    }

    /// Follows the static imports from the file to where they begin, as long as `found` says so.
    fn walk_up(&self, file: FileId, is_page: &dyn Fn(FileId) -> bool, found: &mut dyn FnMut(FileId, Begins) -> bool) {
        let mut seen: FxHashSet<FileId> = std::iter::once(file).collect();
        let mut next = VecDeque::from([file]);
        while let Some(at) = next.pop_front() {
            if is_page(at) && !found(at, Begins::Page) {
                return;
            }
            for importer in self.maybe().importers(at).iter().filter(|importer| self.client_reached(**importer)) {
                let Some(module) = self.module(*importer) else { continue };
                for edge in module.edges.iter().filter(|edge| edge.client == Some(at)) {
                    let import = edge.import.and_then(|import| module.facts.imports.get(import as usize));
                    let begins = match import.map(|import| import.kind) {
                        Some(ImportKind::Static | ImportKind::ReExport) => {
                            if seen.insert(*importer) {
                                next.push_back(*importer);
                            }
                            continue;
                        }
                        // `<script src>`
                        None => Begins::Page,
                        Some(_) => Begins::Later,
                    };
                    if !found(at, begins) {
                        return;
                    }
                }
            }
        }
    }

    /// Whether many modules may lead to it in client code; asks the sketches alone.
    fn has_many_above(&self, file: FileId) -> bool {
        let mut seen: FxHashSet<FileId> = std::iter::once(file).collect();
        let mut next = vec![file];
        while let Some(at) = next.pop() {
            let importers = self.maybe().importers(at).iter().copied();
            let reached = importers.filter(|importer| self.maybe().level(*importer, Layer::Client).is_some());
            next.extend(reached.filter(|importer| seen.insert(*importer)));
            if seen.len() > MOST {
                return true;
            }
        }
        false
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

    /// Whether Turbopack counts an import as used, though the minifier drops what uses it: an export of a module that stands apart
    /// is beyond the minifier.
    ///
    /// Source: builds by Next 15.5 and 16.4 of two dozen forms; 15.5 takes every statement to be used.
    pub(super) fn is_taken_apart(
        &self,
        importer: FileId,
        module: &Module,
        edge: &Edge,
        name: &ImportedName,
        wanted: &Name,
    ) -> bool {
        let facts = &*module.facts;
        let looks = module.shape.folds.compiler == Compiler::Newer;
        let is_used = |at: u32| {
            let part = module.shape.part_at(facts, at);
            let counts = part.is_some_and(|part| !looks || counts(module, part, &mut Vec::new()));
            counts && !self.is_dead(TURBOPACK, importer, module, at)
        };
        let is_named = || {
            let references = facts.binding_at(name.local).into_iter().flat_map(|binding| facts.references(binding));
            references.map(|used| facts.ast.span(used).start).any(is_used)
        };
        let stands_apart = || {
            let written = edge.client.and_then(|target| self.written(target, wanted.name()));
            written.is_some_and(|written| {
                self.runs(TURBOPACK, written.file) && self.piece(written.file) != self.piece(importer)
            })
        };
        is_named() && stands_apart()
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
