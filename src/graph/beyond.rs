//! What a name stands for, in this module or in another: how far bundlers look that put modules into one scope.

use std::cell::Cell;
use std::sync::Arc;

use super::Graph;
use super::configured::configured;
use super::dead::Compiler;
use super::edges::Module;
use super::effect::{Effect, TURBOPACK, VITE};
use super::purity::Effects;
use super::residue::Residue;
use super::shape::{Part, export_name, unquoted};
use crate::project::{Bundler, Bundlers, FileId};
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId};
use crate::syntax::facts::{ExportSource, Facts, Imported};

/// Re-exports of re-exports; a circle is an error that nobody builds.
const RE_EXPORTS: usize = 8;
/// Modules that a call is followed through.
const HOPS: u32 = 4;
/// Functions that the calls of one statement are followed into.
const FUNCTIONS: u32 = 500;

/// The other modules, as one of them sees them.
#[derive(Clone, Copy)]
pub struct Beyond<'a> {
    graph: &'a Graph,
    file: FileId,
    module: &'a Module,
    hops: u32,
    /// Vite's bundlers look; else Next's.
    vite: bool,
}

impl Beyond<'_> {
    /// Whether a build puts a value in the place of an expression.
    pub fn is_put_in(&self, node: NodeId) -> bool {
        configured(self.graph.project(), self.file, self.module, node).is_some()
    }
}

/// One look at a statement.
#[derive(Debug)]
pub struct Look {
    /// A call into another module was met that was not followed.
    pub asks: Cell<bool>,
    /// Functions that may still be looked into.
    left: Cell<u32>,
}

impl Default for Look {
    fn default() -> Self {
        Self { asks: Cell::new(false), left: Cell::new(FUNCTIONS) }
    }
}

/// The way from a name to what it stands for.
#[derive(Clone, Copy, Default)]
pub struct Steps {
    taken: u32,
    /// One was from a call to what it gives.
    pub by_result: bool,
    /// To the expression as it is written: calls and members are no steps.
    as_written: bool,
    /// Nobody else in the project takes it.
    pub alone: bool,
}

impl Steps {
    const MOST: u32 = 16;

    /// `alone`: no other place of this module names it.
    pub fn to_called(alone: bool) -> Self {
        Self { alone, ..Self::default() }
    }

    fn next(self) -> Option<Self> {
        (self.taken < Self::MOST).then_some(Self { taken: self.taken + 1, ..self })
    }
}

/// What takes a value, in its module.
pub type Then<'t> = &'t mut dyn FnMut(&Effects<'_>, NodeId, Steps);

/// Where an export is written.
pub struct Written {
    pub file: FileId,
    pub home: Arc<Module>,
    /// A declaration, or the expression that it gives.
    pub node: NodeId,
}

/// What a statement leaves, the calls into other modules looked at.
#[derive(Debug)]
pub struct Judged {
    pub effect: Effect,
    /// What Turbopack leaves of it in a module that it keeps.
    pub minified: Effect,
    pub residues: Vec<Residue>,
}

impl Graph {
    /// What the statement leaves when nobody uses it.
    fn judged(&self, file: FileId, index: usize) -> Option<Arc<Judged>> {
        self.answers.judged.get_or((file, index), || {
            let module = self.module(file)?;
            let part = module.shape.parts.get(index)?;
            let node = part.node;
            let look = Look::default();
            let folds = module.shape.folds;
            let beyond = Beyond { graph: self, file, module: &module, hops: HOPS, vite: folds.import_meta };
            if !folds.import_meta {
                // Next 14 keeps most of them all the same, and so does a Turbopack that infers nothing.
                self.scope(file).filter(|_| folds.compiler > Compiler::Next14)?;
                let effects = module.shape.effects(&module.facts, beyond, &look, None);
                let merged = effects.merged(node);
                let mut residues = effects.residues(node);
                residues.extend(merged.residues);
                let (own, minified) = if folds.infers {
                    (effects.statement(node), merged.turbopack)
                } else {
                    (part.effect, part.minified)
                };
                return Some(Arc::new(Judged { effect: merged.webpack | own.only(TURBOPACK), minified, residues }));
            }
            let by = |bundler: Bundler| {
                let folded = self.folded(bundler, file);
                let dead = folded.as_ref().map(|folded| &*folded.dead);
                let effects = module.shape.effects(&module.facts, beyond, &look, dead);
                let own = bundler.alone();
                let residues = effects.residues(node).into_iter().map(|(span, by)| (span, by.both(own)));
                (effects.statement(node).only(own), residues.collect::<Vec<Residue>>())
            };
            let ((eight, mut residues), (seven, more)) = (by(Bundler::Rolldown), by(Bundler::Rollup));
            residues.extend(more);
            Some(Arc::new(Judged { effect: eight | seven, minified: Effect::PURE, residues }))
        })
    }

    /// What those who know more of the statement than its module says find left of it.
    pub(super) fn judged_part(&self, by: Bundlers, part: &Part, at: (FileId, usize)) -> Option<Arc<Judged>> {
        let is_folded = || [Bundler::Rolldown, Bundler::Rollup].into_iter().any(|one| self.folded(one, at.0).is_some());
        let is_effect = by.both(part.effect.live.and(part.minified.live)) != Bundlers::NONE;
        let asks = part.asks && is_effect || VITE.contains(by) && is_folded();
        asks.then(|| self.judged(at.0, at.1)).flatten()
    }

    /// What the statement does when the module runs.
    pub(super) fn effect(&self, by: Bundlers, part: &Part, at: (FileId, usize)) -> Effect {
        self.judged_part(by, part, at).map_or(part.effect, |judged| judged.effect)
    }

    /// Whether only one other module can take what is declared there.
    fn is_taken_once(&self, file: FileId, home: &Module, node: NodeId) -> bool {
        let facts = &*home.facts;
        let names = facts.ast.bindings.iter().enumerate().filter(|(_, binding)| binding.declaration == node);
        let is_used = names.into_iter().any(|(at, _)| facts.references(BindingId::new(at)).next().is_some());
        !is_used && self.maybe().importers(file).len() == 1
    }

    /// Where an export is written: a declaration, or the expression that it gives.
    pub(super) fn written(&self, file: FileId, wanted: &str) -> Option<Written> {
        self.written_within(file, wanted, RE_EXPORTS)
    }

    fn written_within(&self, file: FileId, wanted: &str, depth: usize) -> Option<Written> {
        let depth = depth.checked_sub(1)?;
        let module = self.module(file)?;
        let facts = &*module.facts;
        let target = |import: u32| module.edges.iter().find(|edge| edge.import == Some(import))?.client;
        let mut starred = Vec::new();
        for export in facts.exports.iter().filter(|export| !export.type_only) {
            let name = export_name(facts, export);
            match export.source {
                ExportSource::From { import, .. } if name.is_none() => starred.push(import),
                _ if name != Some(wanted) => {}
                ExportSource::From { imported: Imported::Namespace, .. } => return None,
                ExportSource::From { import, imported } => {
                    return self.written_within(target(import)?, name_of(facts, imported), depth);
                }
                ExportSource::Expression(node) | ExportSource::CommonJs(node) => {
                    return Some(Written { file, home: Arc::clone(&module), node });
                }
                ExportSource::Local(_) => {
                    let binding = facts.exported_binding(export)?;
                    let Some((index, name)) = facts.import_of(binding) else {
                        let node = facts.ast.binding(binding)?.declaration;
                        return Some(Written { file, home: Arc::clone(&module), node });
                    };
                    if name.imported == Imported::Namespace {
                        return None;
                    }
                    return self.written_within(target(index as u32)?, name_of(facts, name.imported), depth);
                }
            }
        }
        starred.into_iter().find_map(|import| self.written_within(target(import)?, wanted, depth))
    }
}

/// The name by which another module has it; of a namespace none.
pub fn name_of(facts: &Facts, imported: Imported) -> &str {
    match imported {
        Imported::Default => "default",
        Imported::Name(name) => unquoted(name.of(&facts.source)),
        Imported::Namespace => "",
    }
}

/// Whether a name is bound again.
pub fn is_set(facts: &Facts, binding: BindingId) -> bool {
    facts.references(binding).any(|used| {
        let parent = facts.ast.parent(used).map(|parent| facts.ast.kind(parent));
        matches!(parent, Some(Kind::Assign { target, .. }) if target == used)
            || matches!(parent, Some(Kind::Update { .. }))
    })
}

const fn is_literal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Function(_)
            | Kind::Class(_)
            | Kind::Object { .. }
            | Kind::Array { .. }
            | Kind::String
            | Kind::Template { .. }
            | Kind::Regex
    )
}

impl Effects<'_> {
    /// Whether Rollup cannot tell what a member of the value is: a call gave it that is not followed. What packages export counts
    /// as known.
    pub(super) fn is_hidden(&self, value: NodeId) -> bool {
        let mut by_call = false;
        self.with_value(value, Steps { as_written: true, ..Steps::default() }, &mut |home, node, _| {
            by_call = match home.facts.ast.kind(node) {
                Kind::Call { .. } | Kind::Await { .. } => true,
                // It is filled by a function.
                Kind::Enum { .. } => !std::ptr::eq(home.facts, self.facts),
                _ => false,
            };
        });
        by_call && !self.is_seen(value)
    }

    /// Whether the value is a literal, a function or a class that stands somewhere in the project.
    pub(super) fn is_seen(&self, value: NodeId) -> bool {
        let mut seen = false;
        self.with_value(value, Steps::default(), &mut |home, node, _| seen = is_literal(home.facts.ast.kind(node)));
        seen
    }

    /// Whether the value is a literal as it stands, not by way of a call.
    pub(super) fn is_written(&self, value: NodeId) -> bool {
        let mut written = false;
        self.with_value(value, Steps::default(), &mut |home, node, steps| {
            written = !steps.by_result && is_literal(home.facts.ast.kind(node));
        });
        written
    }

    /// Whether the value is an array that is written out.
    pub(super) fn is_array(&self, value: NodeId) -> bool {
        let mut is_array = false;
        self.with_value(value, Steps::default(), &mut |home, node, _| {
            is_array = matches!(home.facts.ast.kind(node), Kind::Array { .. });
        });
        is_array
    }

    /// Hands `then` the function, class or literal that an expression is by what is written; not called when that cannot be told.
    pub(super) fn with_value(&self, node: NodeId, steps: Steps, then: Then<'_>) {
        let (facts, ast) = (self.facts, &self.facts.ast);
        let Some(steps) = steps.next() else { return };
        let node = ast.unwrapped(node);
        match ast.kind(node) {
            Kind::Declarator { init: Some(init), target, .. } => {
                if let Kind::Binding(binding) = ast.kind(target)
                    && !is_set(facts, binding)
                {
                    self.with_value(init, steps, then);
                }
            }
            Kind::Ident => {
                let Some(binding) = facts.resolve(node) else { return };
                match facts.import_of(binding) {
                    Some((import, name)) => self.with_export(import, name_of(facts, name.imported), steps, then),
                    None => self.with_declared(binding, steps, then),
                }
            }
            Kind::Member { object, property, .. } if !steps.as_written => {
                let name = property.of(&facts.source);
                let namespace = facts.resolve(object).and_then(|binding| facts.import_of(binding));
                if let Some((import, imported)) = namespace.filter(|_| ast.kind(ast.unwrapped(object)) == Kind::Ident)
                    && imported.imported == Imported::Namespace
                {
                    return self.with_export(import, name, steps, then);
                }
                self.with_value(object, steps, &mut |home, holder, steps| home.with_member(holder, name, steps, then));
            }
            Kind::Call { callee, .. } if !steps.as_written => {
                let by_result = !self.is_marked(ast.span(node).start, "__PURE__");
                self.with_value(callee, steps, &mut |home, function, steps| {
                    if let Some(given) = home.only_result(function) {
                        home.with_value(given, Steps { by_result: by_result || steps.by_result, ..steps }, then);
                    }
                });
            }
            _ => then(self, node, steps),
        }
    }

    fn with_declared(&self, binding: BindingId, steps: Steps, then: Then<'_>) {
        let ast = &self.facts.ast;
        let Some(declared) = self.declared(binding) else { return };
        let Kind::Declarator { target, init: Some(init), .. } = ast.kind(declared) else {
            return self.with_value(declared, steps, then);
        };
        let Kind::ObjectPattern { properties } = ast.kind(target) else {
            return self.with_value(declared, steps, then);
        };
        // `const { name } = it`: read, which Rolldown does not see through.
        let named = ast.list(properties).iter().find(|property| {
            matches!(ast.kind(**property), Kind::Property { value, .. } if ast.kind(value) == Kind::Binding(binding))
        });
        if let Some(name) = named.and_then(|property| self.facts.static_property_name(*property)) {
            let steps = Steps { by_result: true, ..steps };
            self.with_value(init, steps, &mut |home, holder, steps| home.with_member(holder, name, steps, then));
        }
    }

    fn with_member(&self, holder: NodeId, name: &str, steps: Steps, then: Then<'_>) {
        let ast = &self.facts.ast;
        let members = match ast.kind(holder) {
            Kind::Object { properties } => properties,
            Kind::Class(class) => class.members,
            _ => return,
        };
        let is_class = matches!(ast.kind(holder), Kind::Class(_));
        let named =
            |id: &&NodeId| self.facts.static_property_name(**id) == Some(name) && (!is_class || self.is_static(**id));
        if let Some(Kind::Property { value, .. }) = ast.list(members).iter().rev().find(named).map(|id| ast.kind(*id)) {
            self.with_value(value, steps, then);
        }
    }

    fn with_export(&self, import: usize, name: &str, steps: Steps, then: Then<'_>) {
        let Some(beyond) = self.beyond else {
            self.look.asks.set(true);
            return;
        };
        // Next's see no further than the scope that the module is in.
        let scope = if beyond.vite { None } else { beyond.graph.scope(beyond.file) };
        if scope.is_none() && !beyond.vite {
            return;
        }
        let edge = beyond.module.edges.iter().find(|edge| edge.import == Some(import as u32));
        let Some(target) = edge.and_then(|edge| edge.client).filter(|_| beyond.hops > 0) else { return };
        if let Some(Written { file, home, node }) = beyond.graph.written(target, name)
            && (beyond.vite || beyond.graph.scope(file) == scope)
        {
            let alone = steps.alone && file == target && beyond.graph.is_taken_once(file, &home, node);
            let steps = Steps { alone, ..steps };
            let beyond = Beyond { file, module: &home, hops: beyond.hops - 1, ..beyond };
            home.shape.effects(&home.facts, beyond, self.look, None).with_value(node, steps, then);
        }
    }

    /// What is left with Next of an unused call of another module's function; `None` where it is not seen.
    pub(super) fn called_in_scope(&self, callee: NodeId, depth: u32) -> Option<Effect> {
        let mut effect = None;
        self.beyond.filter(|beyond| !beyond.vite)?;
        self.with_value(callee, Steps::default(), &mut |home, node, _| {
            if let Kind::Function(function) = home.facts.ast.kind(node) {
                effect = Some(home.body(node, function, depth + 1));
            }
        });
        effect
    }

    /// What a name of this module is declared as, unless it comes to mean something else.
    fn declared(&self, binding: BindingId) -> Option<NodeId> {
        let facts = self.facts;
        let declared = facts.ast.binding(binding)?;
        let named = matches!(declared.kind, BindingKind::Function | BindingKind::Class | BindingKind::Variable(_));
        (named && !is_set(facts, binding)).then_some(declared.declaration)
    }

    /// The literal, function or class that a variable of this module is declared with.
    pub(super) fn value_here(&self, binding: BindingId) -> Option<NodeId> {
        let ast = &self.facts.ast;
        let declared = self.declared(binding)?;
        let value = match ast.kind(declared) {
            Kind::Declarator { init: Some(init), target, .. } if matches!(ast.kind(target), Kind::Binding(_)) => {
                ast.unwrapped(init)
            }
            _ => declared,
        };
        is_literal(ast.kind(value)).then_some(value)
    }

    /// The one expression that a function gives back.
    fn only_result(&self, function: NodeId) -> Option<NodeId> {
        let ast = &self.facts.ast;
        let Kind::Function(parts) = ast.kind(function) else { return None };
        let body = parts.body.filter(|_| !parts.is_async && !parts.is_generator)?;
        let Kind::Block { body: statements } = ast.kind(body) else { return Some(body) };
        match ast.list(statements).last().map(|last| ast.kind(*last)) {
            Some(Kind::Return { argument }) => argument,
            _ => None,
        }
    }

    /// Whether it is loaded with the page, and the module that asks later: no minifier sees from one chunk into another.
    pub(super) fn is_loaded_before(&self, asker: &Effects<'_>) -> bool {
        match (self.beyond, asker.beyond) {
            (Some(here), Some(there)) => {
                !here.graph.chunk(there.file).is_empty() && here.graph.is_taken_at_once(here.file)
            }
            _ => false,
        }
    }

    /// Whether only Next's bundlers look at other modules.
    pub(super) fn is_of_next(&self) -> bool {
        self.beyond.is_some_and(|beyond| !beyond.vite)
    }

    /// Whether one more function may be looked into.
    pub(super) fn take_step(&self) -> bool {
        let left = self.look.left.get();
        self.look.left.set(left.saturating_sub(1));
        left > 0
    }
}
