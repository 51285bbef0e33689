//! What a call that takes a secret, or a method of a client, is for.

use crate::flow::{Flow, Module, Place};
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::syntax::facts::{ExportName, ExportSource};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// It makes, or is a part of, a client.
    Client,
    /// It configures a client.
    Setup(NodeId),
    /// It is what the secret is for.
    Sink,
}

/// What a call that takes the secret, or a method of a client, is for.
pub(super) fn role(flow: &Flow<'_>, module: &Module, call: NodeId) -> Role {
    let (Kind::Call { callee, .. } | Kind::New { callee, .. }) = module.kind(call) else { return Role::Client };
    let callee = module.unwrapped(callee);
    let name = match module.kind(callee) {
        Kind::Member { property, .. } => module.text(property).to_owned(),
        _ => module.written(callee).to_owned(),
    };
    if matches!(module.kind(call), Kind::New { .. }) {
        return Role::Client;
    }
    let parent = module.parent(call);
    let outer = parent.map(|parent| module.kind(parent));
    let factory = {
        let lower = name.to_ascii_lowercase();
        matches!(lower.as_str(), "create" | "extend" | "createclient" | "connect" | "createtransport" | "getclient")
            || (lower.starts_with("create") && (lower.ends_with("client") || lower.ends_with("instance")))
    };
    let place = Place { file: module.id, node: call };
    let request = flow.request(place).is_some();
    if request {
        return if factory { Role::Client } else { Role::Sink };
    }
    match outer {
        Some(Kind::Await { .. }) => {
            let bound = bound_to(module, call);
            let used_as_client = factory
                && !matches!(module.kind(callee), Kind::Member { .. })
                && bound.is_some_and(|binding| only_called(module, binding));
            if used_as_client { Role::Client } else { Role::Sink }
        }
        Some(Kind::Expression { .. }) => {
            let lower = name.to_ascii_lowercase();
            let configures = ["set", "init", "config", "use", "register", "authenticate", "login"]
                .iter()
                .any(|prefix| lower.starts_with(prefix));
            match parent {
                Some(statement) if configures || module.enclosing_function(call).is_none() => Role::Setup(statement),
                _ => Role::Sink,
            }
        }
        Some(Kind::Member { property, .. }) => {
            if matches!(module.text(property), "then" | "catch" | "finally") {
                Role::Sink
            } else {
                Role::Client
            }
        }
        Some(Kind::Declarator { .. }) => match bound_to(module, call) {
            Some(binding) if !only_called(module, binding) => {
                if is_plain_factory(module, callee) {
                    Role::Client
                } else {
                    Role::Sink
                }
            }
            Some(_) => Role::Client,
            None if is_plain_factory(module, callee) => Role::Client,
            None => Role::Sink,
        },
        // `twilio(…)` given on as it is: a client.
        Some(
            Kind::Return { .. }
            | Kind::Function(_)
            | Kind::Property { .. }
            | Kind::Logical { .. }
            | Kind::Assign { .. }
            | Kind::Export { .. },
        ) if is_plain_factory(module, callee) => Role::Client,
        _ => Role::Sink,
    }
}

/// `twilio(…)`, `createClient(…)`: an import that is called itself, without `await`.
fn is_plain_factory(module: &Module, callee: NodeId) -> bool {
    module.kind(callee) == Kind::Ident
        && module.resolve(callee).is_some_and(|binding| module.import_of(binding).is_some())
}

fn bound_to(module: &Module, call: NodeId) -> Option<BindingId> {
    let parent = module.parent(module.wrapped(call))?;
    match module.kind(parent) {
        Kind::Declarator { target, .. } => module.plain_binding(target),
        _ => None,
    }
}

/// Whether a name is only used to call methods of it.
fn only_called(module: &Module, binding: BindingId) -> bool {
    let uses = module.uses(binding);
    !uses.is_empty()
        && uses.iter().all(|used| {
            let (top, calls) = chain(module, *used);
            let settles = module.parent(*used).is_some_and(|parent| {
                matches!(module.kind(parent), Kind::Member { property, .. }
                    if matches!(module.text(property), "then" | "catch" | "finally"))
            });
            top != *used && calls > 0 && !settles
        })
}

pub(super) fn is_test(module: &Module, node: NodeId) -> bool {
    let mut at = node;
    while let Some(parent) = module.parent(at) {
        match module.kind(parent) {
            Kind::Paren { .. } | Kind::Logical { .. } | Kind::Unary { .. } => at = parent,
            Kind::If { test, .. } | Kind::Conditional { test, .. } | Kind::While { test, .. } => return test == at,
            _ => return false,
        }
    }
    false
}

/// The names under which a module exports one of its own.
pub(super) fn exported_names(module: &Module, name: &str) -> Vec<String> {
    module
        .facts
        .exports
        .iter()
        .filter(|export| !export.type_only)
        .filter_map(|export| match (export.name, export.source) {
            (exported, ExportSource::Local(local)) if module.text(local) == name => match exported {
                ExportName::Default => Some("default".to_owned()),
                ExportName::Name(span) => Some(module.text(span).to_owned()),
                ExportName::All => None,
            },
            _ => None,
        })
        .collect()
}

/// The names under which a module exports a type of its own.
pub(super) fn exported_types(module: &Module, name: &str) -> Vec<String> {
    let exports = module.facts.exports.iter();
    exports
        .filter_map(|export| match (export.name, export.source) {
            (ExportName::Name(span), ExportSource::Local(local)) if module.text(local) == name => {
                Some(module.text(span).to_owned())
            }
            _ => None,
        })
        .filter(|exported| exported == name)
        .collect()
}

/// The outermost expression of the chain of members and calls that `node` begins, `.then` and its like left out, and how many
/// calls are in it.
pub(super) fn chain(module: &Module, node: NodeId) -> (NodeId, usize) {
    let (mut top, mut calls) = (node, 0);
    while let Some(parent) = module.parent(top) {
        match module.kind(parent) {
            Kind::Member { object, property, .. } if object == top => {
                let called = module
                    .parent(parent)
                    .is_some_and(|call| matches!(module.kind(call), Kind::Call { callee, .. } if callee == parent));
                if called && calls > 0 && matches!(module.text(property), "then" | "catch" | "finally") {
                    break;
                }
            }
            Kind::Index { object, .. } if object == top => {}
            Kind::Call { callee, .. } if callee == top => calls += 1,
            Kind::NonNull { .. } => {}
            _ => break,
        }
        top = parent;
    }
    // `(client.x)!` at the end of a chain is no part of the call.
    while let Kind::NonNull { expression } = module.kind(top) {
        top = expression;
    }
    (top, calls)
}

/// The first name of a member chain.
pub(super) fn root_of(module: &Module, mut node: NodeId) -> NodeId {
    loop {
        node = match module.kind(node) {
            Kind::Member { object, .. } | Kind::Index { object, .. } => object,
            Kind::Call { callee, .. } => callee,
            Kind::NonNull { expression } | Kind::Paren { expression } => expression,
            _ => return node,
        };
    }
}

pub(super) fn within(module: &Module, inner: NodeId, outer: NodeId) -> bool {
    outer <= inner && module.span(outer).contains(module.span(inner))
}
