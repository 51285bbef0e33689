//! Members of literal objects: Rollup drops those that nobody reads, with what only they use.
//!
//! Source: builds by Vite 7.3. A method that is called on the object gets the object by `this`, and with it every member.

use crate::syntax::ast::{BindingId, BindingKind, Kind, List, NodeId, VariableKind};
use crate::syntax::facts::Facts;

/// The constant, and the name of its member, that a place stands in.
pub fn holder(facts: &Facts, place: NodeId) -> Option<(BindingId, &str)> {
    let ast = &facts.ast;
    let mut at = place;
    loop {
        let parent = ast.parent(at)?;
        if let (Kind::Property { value, .. }, Some(object)) = (ast.kind(parent), ast.parent(parent))
            && value == at
            && let Kind::Object { properties } = ast.kind(object)
            && let Some(binding) = constant(facts, object)
        {
            let name = facts.static_property_name(parent)?;
            return is_plain(facts, properties).then_some((binding, name));
        }
        at = parent;
    }
}

/// The constant that an object literal is the value of.
fn constant(facts: &Facts, object: NodeId) -> Option<BindingId> {
    let ast = &facts.ast;
    let mut at = object;
    loop {
        let parent = ast.parent(at)?;
        match ast.kind(parent) {
            Kind::Paren { .. } | Kind::TypeCast { .. } => at = parent,
            Kind::Declarator { target, init, .. } if init == Some(at) => {
                let Kind::Binding(binding) = ast.kind(target) else { return None };
                let is_const = ast.binding(binding)?.kind == BindingKind::Variable(VariableKind::Const);
                return is_const.then_some(binding);
            }
            _ => return None,
        }
    }
}

/// Whether every member has a name and comes about without anything's being run.
fn is_plain(facts: &Facts, properties: List) -> bool {
    let ast = &facts.ast;
    ast.list(properties).iter().all(|property| match ast.kind(*property) {
        Kind::Property { value, computed: false, .. } => matches!(
            ast.kind(ast.unwrapped(value)),
            Kind::Ident | Kind::Function(_) | Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null
        ),
        _ => false,
    })
}

/// Whether a name is there for a member of another name alone.
pub fn reads_other(facts: &Facts, reference: NodeId, member: &str) -> bool {
    let ast = &facts.ast;
    let Some(taken) = ast.parent(reference) else { return false };
    let is_member =
        matches!(ast.kind(taken), Kind::Member { object, .. } | Kind::Index { object, .. } if object == reference);
    let gives_whole = ast.parent(taken).is_some_and(|parent| match ast.kind(parent) {
        Kind::Call { callee, .. } | Kind::Assign { target: callee, .. } | Kind::Update { argument: callee } => {
            callee == taken
        }
        Kind::TaggedTemplate { tag, .. } => tag == taken,
        _ => false,
    });
    is_member && !gives_whole && facts.static_property_name(taken).is_some_and(|name| name != member)
}
