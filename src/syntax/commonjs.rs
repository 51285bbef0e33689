//! `module.exports = …` and `exports.x = …`.

use super::ast::{Kind, NodeId};
use super::facts::{Export, ExportName, ExportSource, Facts};
use crate::text::Span;

/// Adds the assignments to the exports, in the order of the source.
pub(super) fn add(facts: &mut Facts) {
    let ast = &facts.ast;
    let found: Vec<Export> = ast
        .ids()
        .filter_map(|id| {
            let Kind::Assign { target, value, .. } = ast.kind(id) else { return None };
            let name = assigned(facts, target)?;
            Some(Export { name, source: ExportSource::CommonJs(value), type_only: false, span: ast.span(id) })
        })
        .collect();
    if !found.is_empty() {
        facts.exports.extend(found);
        facts.exports.sort_by_key(|export| export.span.start);
    }
}

fn assigned(facts: &Facts, target: NodeId) -> Option<ExportName> {
    if is_exports(facts, target) {
        // `exports = …` alone changes a local name.
        return (!matches!(facts.ast.kind(target), Kind::Ident)).then_some(ExportName::All);
    }
    let (Kind::Member { object, .. } | Kind::Index { object, .. }) = facts.ast.kind(target) else { return None };
    if !is_exports(facts, object) {
        return None;
    }
    let name = facts.static_property_name(target)?;
    Some(if name == "default" { ExportName::Default } else { ExportName::Name(name_place(facts, target)?) })
}

/// `exports` or `module.exports`, not shadowed.
fn is_exports(facts: &Facts, id: NodeId) -> bool {
    match facts.ast.kind(id) {
        Kind::Ident => facts.is_global(id, "exports"),
        Kind::Member { object, property, .. } => {
            property.of(&facts.source) == "exports" && facts.is_global(object, "module")
        }
        _ => false,
    }
}

/// Where the name of a member or index access is written, without quotes.
pub(super) fn name_place(facts: &Facts, id: NodeId) -> Option<Span> {
    match facts.ast.kind(id) {
        Kind::Member { property, .. } => Some(property),
        Kind::Index { index, .. } => Some(unquoted(facts, index)),
        _ => None,
    }
}

/// A name's or literal's place, without quotes.
pub(super) fn unquoted(facts: &Facts, id: NodeId) -> Span {
    let id = facts.ast.unwrapped(id);
    let span = facts.ast.span(id);
    match facts.ast.kind(id) {
        Kind::String | Kind::Template { .. } if span.len() >= 2 => Span::new(span.start + 1, span.end - 1),
        _ => span,
    }
}
