//! Functions for the server that stand in modules of both sides: `createServerFn().handler(…)`.
//!
//! The browser's build puts a call over the network in their place, and takes out what only they used (tanstack.com/start,
//! *Server Functions*: "their implementations are removed from client bundles").

use crate::project::framework::ServerCall;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::Facts;
use crate::text::Span;

/// The arguments that the browser does not get, in the order of the source.
pub fn spans(facts: &Facts, calls: &[ServerCall]) -> Vec<Span> {
    let makes = |import: &crate::syntax::facts::Import| {
        import.names.iter().any(|name| calls.iter().any(|call| call.maker == name.local.of(&facts.source)))
    };
    if calls.is_empty() || !facts.imports.iter().any(makes) {
        return Vec::new();
    }
    let mut found: Vec<Span> =
        facts.ast.ids().flat_map(|node| taken(facts, node, calls)).map(|node| facts.ast.span(node)).collect();
    found.sort_by_key(|span| span.start);
    found
}

/// What of a call's arguments is taken by the first of the functions that it is a call of.
pub fn taken(facts: &Facts, node: NodeId, calls: &[ServerCall]) -> Vec<NodeId> {
    let ast = &facts.ast;
    let Kind::Call { callee, arguments, .. } = ast.kind(node) else { return Vec::new() };
    let callee = ast.unwrapped(callee);
    let method = match ast.kind(callee) {
        Kind::Member { property, .. } => Some(property.of(&facts.source)),
        _ => None,
    };
    let known = calls.iter().find(|call| call.method == method && is_made_by(facts, callee, call.maker));
    known.map_or(Vec::new(), |call| {
        let arguments = ast.list(arguments).iter();
        match call.property {
            None => arguments.copied().collect(),
            Some(name) => arguments.filter_map(|argument| option(facts, *argument, name)).collect(),
        }
    })
}

/// Whether the chain of calls and members begins with the maker, which is imported.
fn is_made_by(facts: &Facts, start: NodeId, maker: &str) -> bool {
    let mut at = start;
    loop {
        at = match facts.ast.kind(at) {
            Kind::Call { callee, .. } => facts.ast.unwrapped(callee),
            Kind::Member { object, .. } => facts.ast.unwrapped(object),
            Kind::Ident => return facts.text(at) == maker && facts.resolve(at).is_some(),
            _ => return false,
        };
    }
}

fn option(facts: &Facts, options: NodeId, name: &str) -> Option<NodeId> {
    let ast = &facts.ast;
    let Kind::Object { properties } = ast.kind(ast.unwrapped(options)) else { return None };
    let property = ast.list(properties).iter().find(|property| facts.static_property_name(**property) == Some(name));
    property.copied()
}
