//! Branches that Vite's bundlers take out for what another module says: `if (IS_DEV) …` with `export const IS_DEV = false` there.

use std::sync::Arc;

use super::super::dead::{self, Folds, Value};
use super::super::edges::{self, Module};
use super::super::effect::VITE;
use super::super::{Graph, shape};
use super::beyond::name_of;
use crate::project::{Bundler, Bundlers, FileId};
use crate::syntax::ast::{Kind, NodeId, VariableKind};
use crate::syntax::facts::{Facts, Imported};
use crate::text::Span;

/// Constants made of constants of other modules.
const HOPS: u32 = 4;

/// Places of a module, in the order of the source.
#[derive(Debug)]
pub struct Folded {
    /// Never run.
    pub dead: Vec<Span>,
    /// The conditions of branches that are known.
    pub tests: Vec<Span>,
}

impl Graph {
    /// Whether these bundlers take the place out as never run.
    pub(in crate::graph) fn is_dead(&self, by: Bundlers, file: FileId, module: &Module, at: u32) -> bool {
        module.shape.is_dead(at) || self.is_folded(by, file, at, |folded| &folded.dead)
    }

    /// Whether it is the condition of a branch that Vite's bundlers have decided on.
    pub(in crate::graph) fn is_decided(&self, by: Bundlers, file: FileId, at: u32) -> bool {
        self.is_folded(by, file, at, |folded| &folded.tests)
    }

    /// Kept by all is what each of them keeps.
    fn is_folded(&self, by: Bundlers, file: FileId, at: u32, places: fn(&Folded) -> &[Span]) -> bool {
        let folds = |bundler: Bundler| {
            let folded = self.folded(bundler, file).filter(|_| by.contains(bundler.alone()));
            folded.is_some_and(|folded| shape::covers(places(&folded), at))
        };
        VITE.contains(by) && [Bundler::Rolldown, Bundler::Rollup].into_iter().any(folds)
    }

    /// What goes by the constants of other modules as well; `None` when there is no more than without.
    pub(in crate::graph) fn folded(&self, bundler: Bundler, file: FileId) -> Option<Arc<Folded>> {
        self.answers.folded.get_or((file, bundler), || {
            let module = self.module(file)?;
            let folds = edges::folds(self.project(), file);
            if !folds.import_meta || module.edges.is_empty() {
                return None;
            }
            let imported = |node| self.constant(bundler, &module, folds, node, HOPS);
            let tests = dead::known_tests(&module.facts, folds, &imported);
            let dead = dead::spans_beyond(&module.facts, folds, &imported);
            let is_known = |span: &Span| module.shape.is_dead(span.start);
            let more = !tests.is_empty() || !dead.iter().all(is_known);
            more.then(|| Arc::new(Folded { dead, tests }))
        })
    }

    /// What another module's constant is known to be.
    fn constant(
        &self,
        bundler: Bundler,
        module: &Module,
        folds: Folds,
        node: NodeId,
        hops: u32,
    ) -> Option<Value<'static>> {
        let hops = hops.checked_sub(1)?;
        // Rolldown puts what is written out where it is used, and does not compute with it again.
        let follows = bundler == Bundler::Rollup;
        let (import, name) = taken(&module.facts, node)?;
        let edge = module.edges.iter().find(|edge| edge.import == Some(import as u32))?;
        let (home, declared) = self.written(edge.client?, name)?;
        if !is_constant(&home.facts, declared) {
            return None;
        }
        dead::value_of(
            &home.facts,
            folds,
            &|node| self.constant(bundler, &home, folds, node, hops).filter(|_| follows),
            declared,
        )
    }
}

/// The import, and the export's name, that an expression is.
fn taken(facts: &Facts, node: NodeId) -> Option<(usize, &str)> {
    let ast = &facts.ast;
    match ast.kind(node) {
        Kind::Ident => {
            let (import, name) = facts.import_of(facts.resolve(node)?)?;
            (name.imported != Imported::Namespace).then(|| (import, name_of(facts, name.imported)))
        }
        Kind::Member { object, property, .. } if ast.kind(object) == Kind::Ident => {
            let (import, name) = facts.import_of(facts.resolve(object)?)?;
            (name.imported == Imported::Namespace).then(|| (import, property.of(&facts.source)))
        }
        _ => None,
    }
}

/// A `const`, or the expression of an `export default`.
fn is_constant(facts: &Facts, declared: NodeId) -> bool {
    let ast = &facts.ast;
    match ast.kind(declared) {
        Kind::Declarator { .. } => {
            let around = ast.parent(declared).map(|parent| ast.kind(parent));
            matches!(around, Some(Kind::Variable { keyword: VariableKind::Const, .. }))
        }
        kind => !matches!(kind, Kind::Function(_) | Kind::Class(_) | Kind::Enum { .. }),
    }
}
