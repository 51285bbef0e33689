//! What a call of one of the project's own functions does outside of it, as Vite's bundlers look at it.
//!
//! Both follow a call into the function that it calls, whichever module that stands in. Rollup knows most of what the language
//! provides, and takes the read of a member of what it was given for something that may fail. Rolldown leaves the judgement to its
//! minifier, for which whatever might run code of somebody's is an effect: arithmetic by `valueOf`, reads by getters.
//!
//! Source: builds by Vite 8.3 and 7.3 of some 150 forms, each called by live code too (`seen`).

use super::super::beyond::{self, Steps};
use super::super::effect::{Effect, ROLLDOWN, ROLLUP, VITE};
use super::super::globals;
use super::super::purity::{Effects, root_of};
use super::body::Body;
use crate::syntax::ast::{Class, Flavour, Function, Kind, List, NodeId};
use crate::syntax::facts::Imported;
use crate::text::Span;

/// Calls of functions that call functions; not without end.
const MAX_DEPTH: u32 = 6;

pub(super) const BOTH: Effect = Effect::of(VITE);
pub(super) const EIGHT: Effect = Effect::of(ROLLDOWN);
pub(super) const SEVEN: Effect = Effect::of(ROLLUP);

impl Effects<'_> {
    /// What is left of a call of what is no global's; `None` when the tables say it.
    pub(in crate::graph) fn called(&self, callee: NodeId, arguments: List, depth: u32) -> Option<Effect> {
        if self.is_of_next() {
            return None;
        }
        let ast = &self.facts.ast;
        let callee = ast.unwrapped(callee);
        let own = match ast.kind(callee) {
            Kind::Function(_) => Effect::PURE,
            Kind::Ident => {
                self.facts.resolve(callee)?;
                Effect::PURE
            }
            Kind::Member { object, property, .. } => {
                let method = property.of(&self.facts.source);
                let callback = |node: NodeId| self.callback(node, depth);
                if let Kind::Array { items } = ast.kind(ast.unwrapped(object)) {
                    let is_plain = ast.list(items).iter().all(|item| self.is_literal(*item));
                    let own = self.expression(object, depth).only(VITE);
                    return Some(own | self.array_method(method, is_plain, arguments, &callback));
                }
                let (root, _) = root_of(self.facts, object);
                match ast.kind(root) {
                    Kind::Ident => {
                        self.facts.resolve(root)?;
                    }
                    Kind::Call { .. } => {}
                    _ => return None,
                }
                if self.is_array(object) {
                    // What is its own goes along with what is changed.
                    let is_own = self.facts.resolve(object).is_some_and(|binding| self.value_here(binding).is_some());
                    let changed = if is_change(method) && !is_own { BOTH } else { EIGHT };
                    return Some(self.array_method(method, false, arguments, &callback) | changed);
                }
                if self.is_namespace(object) { Effect::PURE } else { EIGHT }
            }
            Kind::Call { .. } => EIGHT,
            _ => return None,
        };
        if self.is_of_table(callee) {
            return None;
        }
        let alone = self.is_called_once(callee);
        let given = self.given(arguments);
        let mut effect = BOTH;
        let inlined = matches!(ast.kind(callee), Kind::Function(_));
        self.with_value(callee, Steps::to_called(alone), &mut |home, node, steps| {
            let by_result = if steps.by_result || home.is_loaded_before(self) { EIGHT } else { Effect::PURE };
            effect = match home.facts.ast.kind(node) {
                Kind::Function(function) => {
                    let run = Run { depth, own_this: false, once: steps.alone, inlined, given };
                    home.run(node, function, run) | by_result
                }
                _ => BOTH,
            };
        });
        Some(effect | own)
    }

    /// What is left of `new` of one of the project's own; `None` when the tables say it.
    pub(in crate::graph) fn made(&self, callee: NodeId, arguments: List, depth: u32) -> Option<Effect> {
        if self.is_of_next() {
            return None;
        }
        let ast = &self.facts.ast;
        let callee = ast.unwrapped(callee);
        if ast.kind(callee) != Kind::Ident {
            return None;
        }
        self.facts.resolve(callee)?;
        let given = self.given(arguments);
        let mut effect = BOTH;
        self.with_value(callee, Steps::to_called(self.is_called_once(callee)), &mut |home, node, steps| {
            let run = Run { once: steps.alone, given, ..Run::making(depth) };
            effect = match home.facts.ast.kind(node) {
                Kind::Class(class) => home.instance_of(class, run),
                Kind::Function(function) => home.run(node, function, run),
                _ => BOTH,
            };
        });
        Some(effect | EIGHT)
    }

    fn instance_of(&self, class: Class, run: Run) -> Effect {
        let ast = &self.facts.ast;
        if run.depth >= MAX_DEPTH {
            return EIGHT;
        }
        let members = ast.list(class.members);
        let constructor = members.iter().find_map(|member| match ast.kind(*member) {
            Kind::Property { value, .. } => match ast.kind(value) {
                Kind::Function(function) if function.flavour == Flavour::Constructor => Some((value, function)),
                _ => None,
            },
            _ => None,
        });
        let base = match class.extends.map(|base| ast.unwrapped(base)) {
            None => Effect::PURE,
            // What `super(…)` does is not followed.
            Some(_) if constructor.is_some() => BOTH,
            Some(base) if ast.kind(base) == Kind::Ident => {
                let of_language = || EIGHT | globals::construct(self.facts.text(base), true).only(VITE);
                self.made(base, List::default(), run.depth + 1).unwrap_or_else(of_language)
            }
            Some(_) => BOTH,
        };
        let body = constructor.map_or(Effect::PURE, |(node, function)| self.run(node, function, run));
        let fields = members.iter().filter_map(|member| match ast.kind(*member) {
            Kind::Property { value, .. } if !self.is_method(value) && !self.is_static(*member) => Some(value),
            _ => None,
        });
        let within = |value: NodeId| {
            Body { effects: self, function: value, span: ast.span(value), run: Run::making(run.depth) }.of(value)
        };
        fields.map(within).fold(base | body, |all, field| all | field) | EIGHT
    }

    pub(super) fn run(&self, node: NodeId, function: Function, run: Run) -> Effect {
        let ast = &self.facts.ast;
        if run.depth >= MAX_DEPTH {
            return EIGHT;
        }
        if self.is_marked_free(node) {
            return Effect::PURE;
        }
        if !self.take_step() || function.is_async {
            return BOTH;
        }
        if function.is_generator {
            return EIGHT;
        }
        let body = Body { effects: self, function: node, span: ast.span(node), run };
        let parameters = ast.list(function.parameters).iter().enumerate();
        let parameters = parameters.map(|(at, parameter)| body.parameter(*parameter, run.given.at(at)));
        let parameters = parameters.fold(Effect::PURE, |all, one| all | one);
        parameters | function.body.map_or(Effect::PURE, |id| body.of(id))
    }

    /// `[…].method(…)`; `callback` tells what it does that the method calls.
    pub(super) fn array_method(
        &self,
        method: &str,
        is_plain: bool,
        arguments: List,
        callback: &dyn Fn(NodeId) -> Effect,
    ) -> Effect {
        let calls = matches!(
            method,
            "map" | "filter" | "some" | "every" | "find" | "findIndex" | "findLast" | "flatMap" | "reduce" | "forEach"
        );
        let first = self.facts.ast.list(arguments).first().filter(|_| calls);
        globals::array_method(method, is_plain).only(VITE) | first.map_or(Effect::PURE, |first| callback(*first))
    }

    /// What the top level gives an array's method to call.
    fn callback(&self, argument: NodeId, depth: u32) -> Effect {
        let facts = self.facts;
        let node = facts.ast.unwrapped(argument);
        match facts.ast.kind(node) {
            Kind::Function(function) => {
                let run = Run { depth, own_this: false, once: false, inlined: true, given: Given::default() };
                self.run(node, function, run)
            }
            Kind::Ident if facts.resolve(node).is_none() => globals::call(facts.text(node)).only(VITE),
            Kind::Ident => self.called(node, List::default(), depth + 1).unwrap_or(BOTH),
            _ => Effect::PURE,
        }
    }

    /// Whether the table of React's makers says it.
    fn is_of_table(&self, callee: NodeId) -> bool {
        let facts = self.facts;
        let (root, _) = root_of(facts, callee);
        let Some(binding) = facts.resolve(root) else { return false };
        let Some((import, name)) = facts.import_of(binding) else { return false };
        let module = facts.imports.get(import).and_then(|import| import.specifier.as_deref());
        let name = match facts.ast.kind(callee) {
            Kind::Member { property, .. } => property.of(&facts.source),
            _ => beyond::name_of(facts, name.imported),
        };
        module == Some("react") && globals::react(name).is_some()
    }

    /// `import * as ns`.
    pub(super) fn is_namespace(&self, object: NodeId) -> bool {
        let binding = self.facts.resolve(object).filter(|_| self.facts.ast.kind(object) == Kind::Ident);
        let imported = binding.and_then(|binding| self.facts.import_of(binding));
        imported.is_some_and(|(_, name)| name.imported == Imported::Namespace)
    }

    pub(super) fn given(&self, arguments: List) -> Given {
        let ast = &self.facts.ast;
        let is_literal = |node: NodeId| match ast.kind(ast.unwrapped(node)) {
            Kind::String | Kind::Number | Kind::Bool(_) | Kind::BigInt => true,
            Kind::Template { parts } => ast.list(parts).iter().all(|part| ast.kind(*part) == Kind::TemplateText),
            Kind::Unary { argument, .. } => matches!(ast.kind(argument), Kind::Number),
            _ => false,
        };
        let arguments = ast.list(arguments);
        let bits = arguments.iter().take(64).enumerate().filter(|(_, node)| is_literal(**node));
        Given { count: arguments.len(), literals: bits.map(|(at, _)| 1 << at).sum() }
    }

    /// Whether nobody else calls it, so that what it is given is known.
    fn is_called_once(&self, callee: NodeId) -> bool {
        let facts = self.facts;
        if matches!(facts.ast.kind(callee), Kind::Function(_)) {
            return true;
        }
        if facts.ast.kind(callee) != Kind::Ident {
            return false;
        }
        let parent = facts.ast.parent(callee).map(|parent| facts.ast.kind(parent));
        if matches!(parent, Some(Kind::TaggedTemplate { .. })) {
            return false;
        }
        let (root, _) = root_of(facts, callee);
        let Some(binding) = facts.resolve(root) else { return false };
        let is_dead = |span: Span| self.dead.iter().any(|dead| dead.contains(span));
        let runs = facts.references(binding).filter(|used| !is_dead(facts.ast.span(*used)));
        runs.count() == 1
            && !facts.exports.iter().any(|export| facts.exported_binding(export) == Some(binding))
            && facts.ast.binding(binding).is_some_and(|binding| {
                let around = std::iter::successors(Some(binding.declaration), |node| facts.ast.parent(*node));
                !around.into_iter().any(|node| matches!(facts.ast.kind(node), Kind::Export { .. }))
            })
    }

    /// `/* @__NO_SIDE_EFFECTS__ */` before the function, or before the statement that declares it.
    fn is_marked_free(&self, function: NodeId) -> bool {
        let ast = &self.facts.ast;
        let around = std::iter::successors(Some(function), |node| ast.parent(*node));
        let declaring = around.take_while(|node| {
            matches!(
                ast.kind(*node),
                Kind::Function(_) | Kind::Declarator { .. } | Kind::Variable { .. } | Kind::Export { .. }
            )
        });
        declaring.into_iter().any(|node| self.is_marked(ast.span(node).start, "__NO_SIDE_EFFECTS__"))
    }
}

/// Whether the method of an array changes it.
pub(super) fn is_change(method: &str) -> bool {
    matches!(method, "push" | "unshift" | "pop" | "shift" | "splice" | "sort" | "reverse" | "fill" | "copyWithin")
}

/// How a function comes to run.
#[derive(Clone, Copy)]
pub(super) struct Run {
    /// Of the calls that led here.
    pub depth: u32,
    /// By `new`: `this` is what is being made.
    pub own_this: bool,
    /// From one place alone, which knows what it gives.
    pub once: bool,
    /// It stands where it is called.
    pub inlined: bool,
    pub given: Given,
}

/// What a call gives.
#[derive(Clone, Copy, Default)]
pub(super) struct Given {
    count: usize,
    /// By argument, from the lowest bit: it is a text, a number or a truth that is written out.
    literals: u64,
}

/// An argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Argument {
    None,
    Literal,
    Other,
}

impl Given {
    pub fn at(self, index: usize) -> Argument {
        let is_literal = u32::try_from(index).is_ok_and(|index| self.literals.checked_shr(index).unwrap_or(0) & 1 == 1);
        match index < self.count {
            false => Argument::None,
            true if is_literal => Argument::Literal,
            true => Argument::Other,
        }
    }

    pub fn is_all_literal(self) -> bool {
        (0..self.count).all(|at| self.at(at) == Argument::Literal)
    }
}

impl Run {
    pub const fn making(depth: u32) -> Self {
        Self { depth, own_this: true, once: false, inlined: false, given: Given { count: 0, literals: 0 } }
    }
}
