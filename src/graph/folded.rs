//! Branches that bundlers take out for what another module says: `if (IS_DEV) …` with `export const IS_DEV = false` there.
//!
//! Source: builds by Vite 8.4 and 7.3 and by Next 14.2, 15.5 and 16.4 of two dozen forms.

use std::sync::Arc;

use super::beyond::{Written, is_set, name_of};
use super::configured::configured;
use super::dead::{self, Compiler, Folds, Value};
use super::edges::Module;
use super::effect::{NEXT, VITE};
use super::reach::{Step, Way};
use super::{Graph, Hop, shape};
use crate::project::{Bundler, Bundlers, FileId};
use crate::syntax::ast::{Kind, NodeId, VariableKind};
use crate::syntax::facts::{Facts, ImportKind, Imported};
use crate::text::Span;

/// Constants made of constants of other modules.
const HOPS: u32 = 4;

/// Places of a module, in the order of the source.
#[derive(Debug)]
pub struct Folded {
    /// Never run.
    pub dead: Vec<Span>,
    /// Where an `import()` is followed no more.
    unfollowed: Vec<Span>,
    /// The conditions of branches that are known.
    tests: Vec<Span>,
}

/// The module that asks for a constant, and who asks.
#[derive(Clone, Copy)]
struct Asker<'a> {
    bundler: Bundler,
    folds: Folds,
    file: FileId,
    module: &'a Module,
    hops: u32,
}

impl Graph {
    /// Whether these bundlers take the place out as never run.
    pub(super) fn is_dead(&self, by: Bundlers, file: FileId, module: &Module, at: u32) -> bool {
        module.shape.is_dead(at) || self.is_folded(by, file, at, |folded| &folded.dead)
    }

    /// Whether one of these takes an `import()` at the place out before it makes a chunk of it.
    pub(super) fn drops_load(&self, by: Bundlers, file: FileId, module: &Module, at: u32) -> bool {
        let more = || self.is_folded(by, file, at, |folded| &folded.unfollowed);
        !module.shape.followed_by(at).contains(by) || !module.shape.is_dead(at) && more()
    }

    /// Whether it is the condition of a branch that has been decided on, so that nothing is left of it.
    pub(super) fn is_decided(&self, by: Bundlers, file: FileId, at: u32) -> bool {
        self.is_folded(by, file, at, |folded| &folded.tests)
    }

    /// Who follow the way: nobody an `import()` in a branch that the configuration takes out, as far as he sees, nor Rollup one
    /// that another module's constant does; the others have made a chunk of it by then.
    pub(super) fn follow(&self, way: &Way) -> Bundlers {
        [way.bundler, way.bundler.rival()].into_iter().fold(way.by, |by, bundler| {
            if way.hops.iter().any(|step| self.drops_step(bundler, step)) { by.without(bundler) } else { by }
        })
    }

    /// The `import()` on the way to the module that its app's build takes out, as it knows the condition.
    pub fn dropped_load(&self, file: FileId) -> Option<Hop> {
        let way = self.way(file)?;
        let step = way.hops.iter().find(|step| self.drops_step(way.bundler, step))?;
        self.hop_of(*step)
    }

    fn drops_step(&self, bundler: Bundler, step: &Step) -> bool {
        let Some(module) = self.module(step.from) else { return false };
        let Some(edge) = module.edges.get(step.edge) else { return false };
        let import = edge.import.and_then(|import| module.facts.imports.get(import as usize));
        import.is_some_and(|import| is_load(import.kind))
            && self.drops_load(bundler.alone(), step.from, &module, edge.span.start)
    }

    /// Kept by all is what each of them keeps.
    fn is_folded(&self, by: Bundlers, file: FileId, at: u32, places: fn(&Folded) -> &[Span]) -> bool {
        let folds = |bundler: Bundler| {
            let folded = self.folded(bundler, file);
            folded.is_some_and(|folded| shape::covers(places(&folded), at))
        };
        let bundlers = [Bundler::Turbopack, Bundler::Webpack, Bundler::Rolldown, Bundler::Rollup];
        bundlers.into_iter().filter(|bundler| by.contains(bundler.alone())).any(folds)
    }

    /// What goes by the constants of other modules as well; `None` when there is no more than without.
    pub(super) fn folded(&self, bundler: Bundler, file: FileId) -> Option<Arc<Folded>> {
        self.answers.folded.get_or((file, bundler), || {
            let module = self.module(file)?;
            let folds = module.shape.folds;
            let builds = if folds.import_meta { VITE } else { NEXT };
            let nothing = module.edges.is_empty() && !self.is_given_names(file, &module);
            if !builds.contains(bundler.alone()) || !(folds.import_meta || folds.window) || nothing {
                return None;
            }
            let asker = Asker { bundler, folds, file, module: &module, hops: HOPS };
            let imported = |node| self.known(asker, node);
            let tests = dead::known_tests(&module.facts, folds, &imported, NEXT.contains(bundler.alone()));
            let dead = dead::spans_beyond(&module.facts, folds, &imported);
            let unfollowed = match bundler {
                _ if !module.facts.imports.iter().any(|import| is_load(import.kind)) => Vec::new(),
                Bundler::Rollup => dead.clone(),
                _ => dead::unfollowed(&module.facts, folds, bundler, &|node| {
                    configured(self.project(), file, &module, node)
                }),
            };
            let is_known = |span: &Span| module.shape.is_dead(span.start);
            let more = !tests.is_empty() || !dead.iter().all(is_known);
            more.then(|| Arc::new(Folded { dead, unfollowed, tests }))
        })
    }

    /// Whether builds may put anything in the place of a name of the module.
    fn is_given_names(&self, file: FileId, module: &Module) -> bool {
        let mut builders = self.project().builders(file);
        !module.facts.env_reads.is_empty() || builders.any(|app| app.config.global_defines().next().is_some())
    }

    /// What the build, or another module, says that an expression is.
    fn known(&self, asker: Asker<'_>, node: NodeId) -> Option<Value<'static>> {
        configured(self.project(), asker.file, asker.module, node).or_else(|| self.constant(asker, node))
    }

    /// What an imported name, a member of one, or a call of one is known to be.
    fn constant(&self, asker: Asker<'_>, node: NodeId) -> Option<Value<'static>> {
        let hops = asker.hops.checked_sub(1)?;
        let facts = &*asker.module.facts;
        let ast = &facts.ast;
        let form = match ast.kind(node) {
            Kind::Call { callee, arguments, .. } if arguments.len == 0 => Form::Result(callee),
            Kind::Member { object, .. } if taken(facts, node).is_none() => Form::Member(object),
            _ => Form::Whole(node),
        };
        let (import, name) = taken(facts, form.name())?;
        // Next's see no further than the scope that the module is in.
        let of_next = NEXT.contains(asker.bundler.alone());
        let scope = if of_next { Some(self.scope(asker.file)?) } else { None };
        let edge = asker.module.edges.iter().find(|edge| edge.import == Some(import as u32))?;
        let Written { file, home, node: declared } = self.written(edge.client?, name)?;
        let value = match form {
            Form::Whole(_) => Some(declared).filter(|_| is_constant(&home.facts, declared, !of_next))?,
            Form::Member(_) if sees_members(asker) => member(&home.facts, declared, facts.static_property_name(node)?)?,
            Form::Result(_) if sees_results(asker) => result(&home.facts, declared)?,
            Form::Member(_) | Form::Result(_) => return None,
        };
        // Rolldown puts what is written out where it is used, and does not compute with it again.
        let follows = asker.bundler != Bundler::Rolldown;
        let there = Asker { file, module: &home, hops, ..asker };
        let imported = |node| {
            let of_others = || self.constant(there, node).filter(|_| follows);
            configured(self.project(), file, &home, node).or_else(of_others)
        };
        let known = dead::value_of(&home.facts, asker.folds, &imported, value)?;
        (!of_next || self.scope(file) == scope).then_some(known)
    }
}

/// Whether it may be left out with the branch that it stands in.
const fn is_load(kind: ImportKind) -> bool {
    matches!(kind, ImportKind::Dynamic | ImportKind::Require | ImportKind::Glob)
}

/// How an imported name is used.
enum Form {
    Whole(NodeId),
    Member(NodeId),
    Result(NodeId),
}

impl Form {
    const fn name(&self) -> NodeId {
        match self {
            Self::Whole(name) | Self::Member(name) | Self::Result(name) => *name,
        }
    }
}

/// Whether a member of a literal object is seen.
fn sees_members(asker: Asker<'_>) -> bool {
    match asker.bundler {
        Bundler::Rolldown => false,
        Bundler::Rollup => true,
        Bundler::Turbopack | Bundler::Webpack => asker.folds.compiler != Compiler::Next15,
    }
}

/// Whether it is seen what a function gives that always gives the same.
fn sees_results(asker: Asker<'_>) -> bool {
    match asker.bundler {
        Bundler::Rolldown => false,
        Bundler::Rollup => true,
        Bundler::Turbopack | Bundler::Webpack => asker.folds.compiler > Compiler::Next14,
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
fn is_constant(facts: &Facts, declared: NodeId, vite: bool) -> bool {
    let ast = &facts.ast;
    match ast.kind(declared) {
        Kind::Declarator { target, .. } => {
            let around = ast.parent(declared).map(|parent| ast.kind(parent));
            let is_unset = |target| matches!(ast.kind(target), Kind::Binding(id) if !is_set(facts, id));
            match around {
                Some(Kind::Variable { keyword: VariableKind::Const, .. }) => true,
                Some(Kind::Variable { .. }) => vite && is_unset(target),
                _ => false,
            }
        }
        kind => !matches!(kind, Kind::Function(_) | Kind::Class(_) | Kind::Enum { .. }),
    }
}

/// What a declaration, or an exported expression, gives its name.
fn given(facts: &Facts, declared: NodeId) -> Option<NodeId> {
    let ast = &facts.ast;
    match ast.kind(declared) {
        Kind::Declarator { init, .. } if is_constant(facts, declared, false) => init.map(|init| ast.unwrapped(init)),
        Kind::Declarator { .. } => None,
        _ => Some(ast.unwrapped(declared)),
    }
}

/// The value under a name of a literal object that holds nothing but literals, which nobody changes.
fn member(facts: &Facts, declared: NodeId, name: &str) -> Option<NodeId> {
    let ast = &facts.ast;
    let Kind::Object { properties } = ast.kind(given(facts, declared)?) else { return None };
    let mut found = None;
    for property in ast.list(properties) {
        let Kind::Property { value, computed: false, .. } = ast.kind(*property) else { return None };
        let runs = |id: NodeId| matches!(ast.kind(id), Kind::Call { .. } | Kind::New { .. } | Kind::Await { .. });
        if std::iter::once(value).chain(ast.descendants(value)).any(runs) {
            return None;
        }
        if facts.static_property_name(*property) == Some(name) {
            found = Some(value);
        }
    }
    found
}

/// What a function gives that does nothing else.
fn result(facts: &Facts, declared: NodeId) -> Option<NodeId> {
    let ast = &facts.ast;
    let Kind::Function(function) = ast.kind(given(facts, declared)?) else { return None };
    let body =
        function.body.filter(|_| !function.is_async && !function.is_generator && function.parameters.len == 0)?;
    let Kind::Block { body: statements } = ast.kind(body) else { return Some(body) };
    match ast.list(statements) {
        [only] => match ast.kind(*only) {
            Kind::Return { argument } => argument,
            _ => None,
        },
        _ => None,
    }
}
