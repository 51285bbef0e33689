//! Constants so small that Rolldown puts them where they are used: their module leaves nothing for them.
//!
//! Source: builds by Vite 8.4: whole numbers from -99 to 999, texts of up to three characters, and what they are computed from.

use super::super::beyond::is_set;
use super::super::dead::{self, Folds, Value};
use crate::syntax::ast::{Kind, NodeId, VariableKind};
use crate::syntax::facts::Facts;

/// Whether a top-level statement only declares such constants.
pub fn is_small(facts: &Facts, statement: NodeId) -> bool {
    let ast = &facts.ast;
    match ast.kind(statement) {
        Kind::Export { declaration: Some(declaration) } => is_small(facts, declaration) || is_value(facts, declaration),
        Kind::Variable { declarators, .. } => ast.list(declarators).iter().all(|one| is_small(facts, *one)),
        Kind::Declarator { target, init: Some(init), .. } => {
            let Kind::Binding(binding) = ast.kind(target) else { return false };
            // Who refers to what is only asked of the few.
            is_value(facts, init) && !is_set(facts, binding)
        }
        _ => false,
    }
}

/// Whether it declares one that the build knows: `import.meta.env.DEV`.
pub fn is_folded(facts: &Facts, folds: Folds, statement: NodeId) -> bool {
    let ast = &facts.ast;
    match ast.kind(statement) {
        Kind::Export { declaration: Some(declaration) } => is_folded(facts, folds, declaration),
        Kind::Variable { keyword: VariableKind::Const, declarators } => {
            ast.list(declarators).iter().all(|one| match dead::value_of(facts, folds, &|_| None, *one) {
                Some(Value::Bool(_)) => true,
                Some(Value::Text(text)) => text.chars().count() <= 3,
                Some(Value::Number(number)) => is_short(number),
                Some(Value::Null | Value::Undefined) => true,
                None => false,
            })
        }
        _ => false,
    }
}

fn is_value(facts: &Facts, node: NodeId) -> bool {
    let ast = &facts.ast;
    let node = ast.unwrapped(node);
    match ast.kind(node) {
        Kind::Bool(_) | Kind::Null => true,
        Kind::Ident => facts.text(node) == "undefined",
        Kind::Unary { operator, argument } => match operator.of(&facts.source) {
            "void" | "!" => is_value(facts, argument),
            _ => number(facts, node).is_some_and(is_short),
        },
        Kind::String | Kind::Template { .. } => facts.string(node).is_some_and(|text| text.chars().count() <= 3),
        _ => number(facts, node).is_some_and(is_short),
    }
}

fn is_short(number: i64) -> bool {
    (-99..=999).contains(&number)
}

/// The whole number that an expression is.
fn number(facts: &Facts, node: NodeId) -> Option<i64> {
    let ast = &facts.ast;
    let node = ast.unwrapped(node);
    match ast.kind(node) {
        Kind::Number => facts.text(node).parse().ok(),
        Kind::Unary { operator, argument } if operator.of(&facts.source) == "-" => {
            number(facts, argument)?.checked_neg()
        }
        Kind::Binary { operator, left, right } => {
            let (left, right) = (number(facts, left)?, number(facts, right)?);
            match operator.of(&facts.source) {
                "+" => left.checked_add(right),
                "-" => left.checked_sub(right),
                "*" => left.checked_mul(right),
                _ => None,
            }
        }
        _ => None,
    }
}
