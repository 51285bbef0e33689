//! Where a minifier is left with an answer about a value instead of the value.
//!
//! Source: `research/boundary-facts.md` 11, and builds of the same forms by Vite 8 and 7.

use crate::flow::Module;
use crate::project::{Bundler, Bundlers};
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId, VariableKind};

/// Constants made of constants are followed this far.
const DEPTH: usize = 8;

/// Who leave nothing of the value: it is compared with a literal, asked for its type, its length or whether there is one, or
/// nobody asks for it at all.
pub(super) fn leave_no_value(module: &Module, node: NodeId) -> Bundlers {
    if is_in_unused_function(module, node) { Bundlers::ALL } else { asked(module, node, DEPTH) }
}

fn asked(module: &Module, node: NodeId, depth: usize) -> Bundlers {
    let Some(depth) = depth.checked_sub(1) else { return Bundlers::NONE };
    let outer = module.wrapped(node);
    let Some(parent) = module.parent(outer) else { return Bundlers::NONE };
    let is_literal = |other: NodeId| match module.kind(other) {
        Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null => true,
        Kind::Ident => module.written(other) == "undefined",
        _ => false,
    };
    let is_answer = match module.kind(parent) {
        Kind::Binary { operator, left, right } => {
            let compares = matches!(module.text(operator), "===" | "!==" | "==" | "!=");
            compares && is_literal(if left == outer { right } else { left })
        }
        Kind::Unary { operator, .. } => matches!(module.text(operator), "typeof" | "!" | "void"),
        Kind::Member { object, property, .. } => object == outer && module.text(property) == "length",
        Kind::Index { object, index, .. } => object == outer && module.kind(index) == Kind::Number,
        Kind::If { test, .. } => test == outer,
        // One of two is the value of the whole.
        Kind::Conditional { test, .. } if test != outer => return asked(module, parent, depth),
        Kind::Conditional { .. } => true,
        Kind::Logical { operator, left, .. } if left == outer && module.text(operator) == "&&" => true,
        Kind::Logical { right, .. } if right == outer => return asked(module, parent, depth),
        Kind::Switch { discriminant, .. } => discriminant == outer,
        Kind::Call { callee, .. } => {
            callee != outer && module.written(callee) == "Boolean" && module.resolve(callee).is_none()
        }
        Kind::Declarator { .. } => return constant(module, parent, depth),
        Kind::Property { value, computed: false, .. } if value == outer => return member(module, parent, depth),
        _ => false,
    };
    if is_answer { Bundlers::ALL } else { Bundlers::NONE }
}

/// A member of a literal object of which only others are wanted, each by its name: a minifier makes a variable of each. That of
/// Vite 8 does not.
fn member(module: &Module, property: NodeId, depth: usize) -> Bundlers {
    let of = |property: NodeId| match module.kind(property) {
        Kind::Property { key, value, computed: false, .. } if !matches!(module.kind(value), Kind::Function(_)) => {
            module.key(key, false)
        }
        _ => None,
    };
    let (Some(own), Some(object)) = (of(property), module.parent(property)) else { return Bundlers::NONE };
    let Kind::Object { properties } = module.kind(object) else { return Bundlers::NONE };
    let bound = module.parent(module.wrapped(object)).and_then(|declarator| constant_of(module, declarator));
    let Some(binding) = bound.filter(|_| module.list(properties).iter().all(|property| of(*property).is_some())) else {
        return Bundlers::NONE;
    };
    module.uses(binding).iter().fold(Bundlers::ALL.without(Bundler::Rolldown), |all, used| {
        let member = module.parent(module.wrapped(*used));
        let taken = member.and_then(|member| match module.kind(member) {
            Kind::Member { property, .. } => Some((member, module.text(property))),
            _ => None,
        });
        let by = taken.map_or(Bundlers::NONE, |(member, name)| {
            let parent = module.parent(module.wrapped(member)).map(|parent| module.kind(parent));
            let is_read = !matches!(parent, Some(Kind::Assign { target, .. }) if target == member)
                && !matches!(parent, Some(Kind::Call { callee, .. }) if callee == member)
                && !matches!(parent, Some(Kind::Update { .. }));
            match (is_read, *name == *own) {
                (false, _) => Bundlers::NONE,
                (true, true) => asked(module, member, depth),
                (true, false) => Bundlers::ALL,
            }
        });
        all.both(by)
    })
}

/// Whether it stands in a function within another that nobody names.
fn is_in_unused_function(module: &Module, node: NodeId) -> bool {
    let functions = std::iter::successors(module.enclosing_function(node), |at| module.enclosing_function(*at));
    functions.filter(|function| module.enclosing_function(*function).is_some()).any(|function| {
        let Kind::Function(parts) = module.kind(function) else { return false };
        let declarator = module.parent(module.wrapped(function));
        let name = parts.name.or_else(|| declarator.and_then(|declarator| constant_of(module, declarator)));
        let is_declared = module
            .parent(function)
            .is_some_and(|parent| matches!(module.kind(parent), Kind::Block { .. } | Kind::Declarator { .. }));
        is_declared && name.is_some_and(|name| module.uses(name).is_empty())
    })
}

/// A constant of the module of which only such answers are wanted. Vite 7's minifier neither compares nor measures one.
fn constant(module: &Module, declarator: NodeId, depth: usize) -> Bundlers {
    let Some(binding) = constant_of(module, declarator) else { return Bundlers::NONE };
    module.uses(binding).iter().fold(Bundlers::ALL, |all, used| {
        let parent = module.parent(module.wrapped(*used)).map(|parent| module.kind(parent));
        let by = asked(module, *used, depth);
        let is_kept = matches!(parent, Some(Kind::Binary { .. } | Kind::Member { .. }));
        all.both(if is_kept { by.without(Bundler::Rollup) } else { by })
    })
}

/// The constant that a declarator declares and nobody else sees.
fn constant_of(module: &Module, declarator: NodeId) -> Option<BindingId> {
    let Kind::Declarator { target, .. } = module.kind(declarator) else { return None };
    let Kind::Binding(binding) = module.kind(target) else { return None };
    let is_constant = module.binding(binding).kind == BindingKind::Variable(VariableKind::Const);
    let facts = &module.facts;
    let is_exported = || facts.exports.iter().any(|export| facts.exported_binding(export) == Some(binding));
    (is_constant && !is_exported()).then_some(binding)
}
