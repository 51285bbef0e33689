//! Reading a member of what another module exports: dropped when unused, if the minifier sees what it is a member of.
//!
//! It looks into a literal that stands in the same scope. It does not know what a call gave, nor what the function put into an
//! object that an `enum` is built as.

use super::edges::Module;
use super::effect::WEBPACK;
use super::shape::{Part, unquoted};
use super::{Graph, purity, runs};
use crate::project::{Bundlers, FileId};
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
        let wanted = match name.imported {
            Imported::Default => "default",
            Imported::Name(name) => unquoted(name.of(&facts.source)),
            Imported::Namespace => first_member(facts, root)?,
        };
        let written = self.written(edge.client?, wanted)?;
        Some(is_opaque(&written.home.facts, written.node))
    }

    /// Whether the statement reads from a module that stands in no scope with others, by asking its getter.
    pub(super) fn reads_other_scope(&self, by: Bundlers, module: &Module, part: &Part) -> bool {
        let facts = &*module.facts;
        if part.taken.is_empty() || by == WEBPACK && runs::is_plain(facts, part.node) {
            return false;
        }
        let targets = part.taken.iter().filter_map(|node| {
            let (root, _) = purity::root_of(facts, *node);
            let (index, _) = facts.import_of(facts.resolve(root)?)?;
            module.edges.iter().find(|edge| edge.import == Some(index as u32))?.client
        });
        targets.into_iter().any(|target| self.is_loaded_apart(target) || by == WEBPACK && self.is_shared(target))
    }

    /// Whether the bundles of several roots hold it: webpack leaves it apart then.
    fn is_shared(&self, file: FileId) -> bool {
        let importers = self.maybe().importers(file).iter();
        let mut roots = importers.filter_map(|importer| self.way(*importer).map(|way| way.root));
        roots.next().is_some_and(|first| roots.any(|root| root != first))
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
