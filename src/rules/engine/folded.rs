//! Where a minifier is left with an answer about a value instead of the value.
//!
//! Source: `research/boundary-facts.md` 11, and builds of the same forms by Vite 8 and 7.

use crate::flow::Module;
use crate::project::{Bundler, Bundlers};
use crate::syntax::ast::{BindingKind, Kind, NodeId, VariableKind};

/// Constants made of constants are followed this far.
const DEPTH: usize = 4;

/// Who leave nothing of the value: it is compared with a literal, asked for its type, its length or whether there is one.
pub(super) fn leave_no_value(module: &Module, node: NodeId) -> Bundlers {
    asked(module, node, DEPTH)
}

fn asked(module: &Module, node: NodeId, depth: usize) -> Bundlers {
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
        Kind::Unary { operator, .. } => matches!(module.text(operator), "typeof" | "!"),
        Kind::Member { object, property, .. } => object == outer && module.text(property) == "length",
        Kind::If { test, .. } | Kind::Conditional { test, .. } => test == outer,
        Kind::Logical { operator, left, .. } => left == outer && module.text(operator) == "&&",
        Kind::Switch { discriminant, .. } => discriminant == outer,
        Kind::Call { callee, .. } => {
            callee != outer && module.written(callee) == "Boolean" && module.resolve(callee).is_none()
        }
        Kind::Declarator { .. } => return constant(module, parent, depth),
        _ => false,
    };
    if is_answer { Bundlers::ALL } else { Bundlers::NONE }
}

/// A constant of the module of which only such answers are wanted. Vite 7's minifier neither compares nor measures one.
fn constant(module: &Module, declarator: NodeId, depth: usize) -> Bundlers {
    let (Kind::Declarator { target, .. }, Some(depth)) = (module.kind(declarator), depth.checked_sub(1)) else {
        return Bundlers::NONE;
    };
    let Kind::Binding(binding) = module.kind(target) else { return Bundlers::NONE };
    let is_constant = module.binding(binding).kind == BindingKind::Variable(VariableKind::Const);
    let facts = &module.facts;
    if !is_constant || facts.exports.iter().any(|export| facts.exported_binding(export) == Some(binding)) {
        return Bundlers::NONE;
    }
    module.uses(binding).iter().fold(Bundlers::ALL, |all, used| {
        let parent = module.parent(module.wrapped(*used)).map(|parent| module.kind(parent));
        let by = asked(module, *used, depth);
        let is_kept = matches!(parent, Some(Kind::Binary { .. } | Kind::Member { .. }));
        all.both(if is_kept { by.without(Bundler::Rollup) } else { by })
    })
}
