//! Locals of functions that nobody reads: what only they use goes with them.
//!
//! Source: builds by Vite 8.3 and 7.3. Next's bundlers have said what a module uses before a minifier looks into functions.

use rustc_hash::FxHashMap;

use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};
use crate::syntax::facts::Facts;

/// What is known of locals. Those that are being asked about count as unread: two that only name each other are.
type Known = FxHashMap<BindingId, bool>;

/// Whether the place is within such a local.
pub fn is_in_unread(facts: &Facts, node: NodeId) -> bool {
    is_within(facts, node, &mut Known::default())
}

fn is_within(facts: &Facts, node: NodeId, known: &mut Known) -> bool {
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
        if local.is_some_and(|binding| is_unread(facts, binding, parent, known)) {
            return true;
        }
        at = parent;
    }
    false
}

fn is_unread(facts: &Facts, binding: BindingId, declaration: NodeId, known: &mut Known) -> bool {
    if let Some(known) = known.get(&binding) {
        return *known;
    }
    if facts.ast.binding(binding).is_none_or(|local| local.scope == ScopeId::MODULE) {
        return false;
    }
    known.insert(binding, true);
    let own = facts.ast.span(declaration);
    let is_unread = facts
        .references(binding)
        .all(|reference| own.contains(facts.ast.span(reference)) || is_within(facts, reference, known));
    known.insert(binding, is_unread);
    is_unread
}

/// Whether nothing happens where it is worked out.
fn has_no_effect(facts: &Facts, init: NodeId) -> bool {
    let kind = facts.ast.kind(facts.ast.unwrapped(init));
    matches!(kind, Kind::Function(_) | Kind::Ident | Kind::String | Kind::Number | Kind::Bool(_) | Kind::Null)
}
