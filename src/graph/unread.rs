//! Locals of functions that nobody reads: what only they use goes with them.
//!
//! Source: builds by Vite 8.3 and 7.3. Next's bundlers have said what a module uses before a minifier looks into functions.

use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Facts;

/// One that is only read by another is looked through this often.
const DEPTH: u32 = 8;

/// Whether the place is within such a local.
pub fn is_in_unread(facts: &Facts, node: NodeId) -> bool {
    is_within(facts, node, DEPTH)
}

fn is_within(facts: &Facts, node: NodeId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    let ast = &facts.ast;
    let mut at = node;
    while let Some(parent) = ast.parent(at) {
        let local = match ast.kind(parent) {
            Kind::Declarator { target, init: Some(init), .. } if init == at && has_no_effect(facts, init) => {
                match ast.kind(target) {
                    Kind::Binding(binding) => Some(binding),
                    _ => None,
                }
            }
            Kind::Function(function) if function.declaration => function.name,
            _ => None,
        };
        if local.is_some_and(|binding| is_unread(facts, binding, parent, depth)) {
            return true;
        }
        at = parent;
    }
    false
}

fn is_unread(facts: &Facts, binding: BindingId, declaration: NodeId, depth: u32) -> bool {
    let own = facts.ast.span(declaration);
    let is_read = |reference: NodeId| !own.contains(facts.ast.span(reference)) && !is_within(facts, reference, depth);
    facts.ast.binding(binding).is_some_and(|local| local.scope != ScopeId::MODULE)
        && !facts.references(binding).any(is_read)
}

/// Whether nothing happens where it is worked out.
fn has_no_effect(facts: &Facts, init: NodeId) -> bool {
    let kind = facts.ast.kind(facts.ast.unwrapped(init));
    matches!(kind, Kind::Function(_) | Kind::Ident | Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null)
}
