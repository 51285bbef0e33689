//! What the server itself says of who calls, where code goes by it: `req.user`, `locals.session`, `context.clientContext.user`.
//!
//! Source: the READMEs of `passport` and `express-session`; svelte.dev, *Auth*; docs.netlify.com, *Functions and Identity*;
//! firebase.google.com, *Call functions from your app*; h3.dev, *Event*.

use super::super::module::Module;
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId};

/// What it is called.
const WHO: [&str; 10] =
    ["account", "auth", "currentUser", "identity", "session", "uid", "user", "userId", "username", "viewer"];
/// What of a request its sender has written.
const SENT: [&str; 13] = [
    "body",
    "cookies",
    "data",
    "form",
    "formData",
    "headers",
    "input",
    "json",
    "params",
    "payload",
    "query",
    "searchParams",
    "url",
];

/// Whether an expression is that, and decides what is done.
pub(super) fn decides_by_caller(module: &Module, node: NodeId) -> bool {
    let names = match module.kind(node) {
        Kind::Member { property, .. } => WHO.contains(&module.text(property)),
        Kind::Ident => true,
        _ => false,
    };
    names && is_of_test(module, node) && is_who(module, node)
}

/// Whether it is taken of what the function is handed, and nothing that was sent.
fn is_who(module: &Module, node: NodeId) -> bool {
    let mut names: Vec<&str> = Vec::new();
    let mut at = module.unwrapped(node);
    // Members of names that are given members.
    for _ in 0..16 {
        match module.kind(at) {
            Kind::Member { object, property, .. } => {
                names.push(module.text(property));
                at = module.unwrapped(object);
            }
            Kind::Ident => {
                let Some(binding) = module.resolve(at) else { return false };
                let (keys, from) = declared_as(module, binding);
                names.extend(keys);
                match from {
                    Some(init) => at = module.unwrapped(init),
                    None => {
                        let is_parameter = module.binding(binding).kind == BindingKind::Parameter;
                        let says = names.first().is_some_and(|name| WHO.contains(name));
                        return is_parameter && says && !names.iter().any(|name| SENT.contains(name));
                    }
                }
            }
            _ => return false,
        }
    }
    false
}

/// The keys by which a name is taken out of what it is declared with, innermost first; `None` for a parameter.
fn declared_as(module: &Module, binding: BindingId) -> (Vec<&str>, Option<NodeId>) {
    let mut keys = Vec::new();
    let mut at = module.binding(binding).pattern;
    while let Some(inner) = at {
        at = module.parent(inner);
        match at.map(|outer| module.kind(outer)) {
            Some(Kind::Property { key, .. }) => keys.push(module.written(key)),
            Some(Kind::Declarator { init, .. }) => return (keys, init),
            _ => {}
        }
    }
    (keys, None)
}

/// Whether a value is looked at to choose what is done.
fn is_of_test(module: &Module, node: NodeId) -> bool {
    let mut at = node;
    while let Some(outer) = module.parent(at) {
        match module.kind(outer) {
            Kind::If { test, .. } | Kind::Conditional { test, .. } => return test == at,
            Kind::Logical { left, .. } if left == at => return true,
            Kind::Logical { .. }
            | Kind::Unary { .. }
            | Kind::Binary { .. }
            | Kind::Member { .. }
            | Kind::Paren { .. }
            | Kind::TypeCast { .. }
            | Kind::NonNull { .. } => at = outer,
            _ => return false,
        }
    }
    false
}
