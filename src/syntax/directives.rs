//! Module directives: the cooked strings of the prologue.

use super::ast::Kind;
use super::facts::{Directive, DirectiveKind, Facts};
use super::lower::is_use_cache;
use super::sketch::literal;

/// The strings that stand alone before every other statement, in order. Parentheses, templates, sequences and an empty
/// statement before them make no directive (V: `research/boundary-facts.md` 1).
pub(super) fn directives(facts: &Facts) -> Vec<Directive> {
    let ast = &facts.ast;
    ast.body
        .iter()
        .map_while(|statement| {
            let Kind::Expression { expression } = ast.kind(*statement) else { return None };
            if ast.kind(expression) != Kind::String {
                return None;
            }
            let kind = match &*literal(&facts.source, ast.span(expression))? {
                "use client" => DirectiveKind::UseClient,
                "use server" => DirectiveKind::UseServer,
                other if is_use_cache(other) => DirectiveKind::UseCache,
                _ => DirectiveKind::Other,
            };
            Some(Directive { kind, span: ast.span(expression) })
        })
        .collect()
}
