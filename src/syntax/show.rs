//! The tree as text, for tests: one node in parentheses, payload by source text.

use super::ast::{Kind, NodeId};
use super::facts::Facts;

/// All top-level statements, one a line.
pub(super) fn tree(facts: &Facts) -> String {
    let lines: Vec<String> = facts.ast.body.iter().map(|id| node(facts, *id)).collect();
    lines.join("\n")
}

/// One node with what is below it.
pub(super) fn node(facts: &Facts, id: NodeId) -> String {
    let debug = format!("{:?}", facts.ast.kind(id));
    let name = debug.split(['(', ' ']).next().unwrap_or_default();
    let label = match facts.ast.kind(id) {
        Kind::Ident
        | Kind::Name
        | Kind::String
        | Kind::TemplateText
        | Kind::Number
        | Kind::BigInt
        | Kind::JsxText
        | Kind::JsxIntrinsic
        | Kind::Binding(_) => format!("{name} {}", facts.text(id)),
        Kind::Member { property, .. } => format!("{name} .{}", property.of(&facts.source)),
        Kind::Binary { operator, .. } | Kind::Logical { operator, .. } => {
            format!("{name} {}", operator.of(&facts.source))
        }
        Kind::JsxAttribute { name: attribute, .. } => format!("{name} {}", attribute.of(&facts.source)),
        _ => name.to_owned(),
    };
    let children = facts.ast.children(id).into_iter().map(|child| node(facts, child));
    let parts: Vec<String> = std::iter::once(label).chain(children).collect();
    format!("({})", parts.join(" "))
}
