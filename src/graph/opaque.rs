//! Reading a member of what another module exports: dropped when unused, if the minifier sees what it is a member of.
//!
//! It looks into a literal that stands in the same scope. It does not know what a call gave, nor what the function put into an
//! object that an `enum` is built as.

use super::beyond::name_of;
use super::edges::Module;
use super::effect::WEBPACK;
use super::shape::Part;
use super::{Graph, purity, runs};
use crate::project::{Bundlers, FileId, FileKind};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{Facts, ImportKind, Imported};

impl Graph {
    /// Whether the statement reads, as the module runs, a member of something that no minifier looks into.
    pub(super) fn reads_opaque(&self, module: &Module, part: &Part) -> bool {
        part.taken.iter().any(|node| self.is_opaque(module, *node).unwrap_or(false))
    }

    fn is_opaque(&self, module: &Module, member: NodeId) -> Option<bool> {
        let facts = &*module.facts;
        let (root, levels) = purity::root_of(facts, member);
        if levels == 0 {
            return None;
        }
        let (index, name) = facts.import_of(facts.resolve(root)?)?;
        let edge = module.edges.iter().find(|edge| edge.import == Some(index as u32))?;
        let written = self.written(edge.client?, taken_name(facts, root, name.imported)?)?;
        Some(is_opaque(&written.home.facts, written.node))
    }

    /// Whether the statement reads from a module that stands in no scope with others, by asking its getter. `at`: at that
    /// place.
    pub(super) fn reads_other_scope(
        &self,
        by: Bundlers,
        file: FileId,
        module: &Module,
        part: &Part,
        at: Option<u32>,
    ) -> bool {
        let ast = &module.facts.ast;
        let is_there = |node: &&NodeId| at.is_none_or(|at| ast.span(**node).start <= at && at < ast.span(**node).end);
        let mut there = part.taken.iter().filter(is_there).peekable();
        there.peek().is_some()
            && !(by == WEBPACK && runs::is_plain(&module.facts, part.node))
            && there.any(|node| self.is_apart(by, file, module, *node))
    }

    fn is_apart(&self, by: Bundlers, file: FileId, module: &Module, taken: NodeId) -> bool {
        let facts = &*module.facts;
        let (root, _) = purity::root_of(facts, taken);
        let imported = facts.resolve(root).and_then(|binding| facts.import_of(binding));
        let from = imported.and_then(|(index, name)| {
            let edge = module.edges.iter().find(|edge| edge.import == Some(index as u32))?;
            Some((edge.client?, taken_name(facts, root, name.imported)))
        });
        from.is_some_and(|(target, name)| {
            let is_shared = || name.is_some_and(|name| self.is_shared(file, target, name));
            self.is_loaded_apart(target) || by == WEBPACK && is_shared()
        })
    }

    /// Whether webpack leaves the module apart that has the export, as others take it as well. Behind a barrel only if that is
    /// run, else it is as if there were none.
    fn is_shared(&self, importer: FileId, target: FileId, name: &str) -> bool {
        let Some(written) = self.written(target, name) else { return false };
        (written.file == target || self.runs(WEBPACK, target)) && self.piece(written.file) != self.piece(importer)
    }

    /// Whether it runs whatever its package says of effects, as nobody could take anything of it by a name: a page's script, and
    /// what is loaded by itself.
    pub(super) fn is_entered(&self, file: FileId) -> bool {
        let is_page = |importer: &FileId| {
            let kind = self.project().file(*importer).map(|source| source.kind);
            kind == Some(FileKind::Html) && self.module(*importer).is_some_and(|page| page.leads_to(file))
        };
        self.is_loaded_apart(file) || self.maybe().importers(file).iter().any(is_page)
    }

    /// Whether client code also gets it by `import()`, `require()` or a glob, as a whole.
    pub(super) fn is_loaded_apart(&self, file: FileId) -> bool {
        self.maybe().importers(file).iter().any(|importer| {
            let Some(module) = self.module(*importer).filter(|_| self.client_reached(*importer)) else { return false };
            let loads = |index: u32| {
                let import = module.facts.imports.get(index as usize);
                import.is_some_and(|import| {
                    matches!(import.kind, ImportKind::Dynamic | ImportKind::Require | ImportKind::Glob)
                })
            };
            module.edges.iter().any(|edge| edge.client == Some(file) && edge.import.is_some_and(loads))
        })
    }
}

/// The export that a name is, or of a namespace the one that is taken.
fn taken_name(facts: &Facts, root: NodeId, imported: Imported) -> Option<&str> {
    match imported {
        Imported::Namespace => first_member(facts, root),
        _ => Some(name_of(facts, imported)),
    }
}

/// `ns.first`.
fn first_member(facts: &Facts, root: NodeId) -> Option<&str> {
    match facts.ast.kind(facts.ast.parent(root)?) {
        Kind::Member { property, .. } => Some(property.of(&facts.source)),
        _ => None,
    }
}

fn is_opaque(facts: &Facts, node: NodeId) -> bool {
    let ast = &facts.ast;
    match ast.kind(ast.unwrapped(node)) {
        Kind::Declarator { init: Some(init), .. } => is_opaque(facts, init),
        Kind::Enum { .. } => !purity::is_inlined(facts, node),
        Kind::Call { .. } | Kind::New { .. } | Kind::Await { .. } | Kind::Member { .. } | Kind::Logical { .. } => true,
        _ => false,
    }
}
