//! What follows when a text is equal to one that the code holds: somebody is let in, or the text is only refused.

use crate::flow::Module;
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, List, NodeId};

/// What functions and options are called that are handed a condition which has to hold.
const CHECKS: [&str; 9] =
    ["check", "custom", "every", "filter", "refine", "superRefine", "test", "validate", "validator"];

/// Whether nothing is let in by a value that is compared with one of the code: it is measured, or must not be taken.
pub(in crate::rules) fn lets_nobody_in(module: &Module, compared: NodeId) -> bool {
    let Some(comparison) = module.parent(module.wrapped(compared)) else { return false };
    let Kind::Binary { operator, .. } = module.kind(comparison) else { return false };
    // Whether what follows does so where they are equal.
    let mut equal = match module.text(operator) {
        "===" | "==" => true,
        "!==" | "!=" => false,
        _ => return false,
    };
    let mut at = module.wrapped(comparison);
    while let Some(outer) = module.parent(at) {
        match module.kind(outer) {
            Kind::Unary { operator, .. } if module.text(operator) == "!" => equal = !equal,
            Kind::Logical { .. } => {}
            Kind::If { test, consequent, alternate } if test == at => {
                let branch = if equal { Some(consequent) } else { alternate };
                return branch.is_some_and(|branch| refuses(module, branch));
            }
            Kind::Conditional { test, consequent, alternate } if test == at => {
                return is_refusal(module, if equal { consequent } else { alternate });
            }
            Kind::Return { .. } => {
                let function = module.enclosing_function(outer);
                return !equal && function.is_some_and(|function| is_check(module, function));
            }
            Kind::Function(_) => return !equal && is_check(module, outer),
            _ => return false,
        }
        at = module.wrapped(outer);
    }
    false
}

/// Whether a function is handed to what asks that it gives true: `.refine((it) => …)`, `{ validate: (it) => … }`.
fn is_check(module: &Module, function: NodeId) -> bool {
    let Some(outer) = module.parent(module.wrapped(function)) else { return false };
    let name = match module.kind(outer) {
        Kind::Call { callee, .. } => match module.kind(module.unwrapped(callee)) {
            Kind::Member { property, .. } => module.text(property).to_owned(),
            _ => module.written(callee).to_owned(),
        },
        Kind::Property { key, computed, .. } => module.key(key, computed).unwrap_or_default().into_owned(),
        _ => return false,
    };
    CHECKS.contains(&name.as_str())
}

/// Whether a statement does no more than say no.
fn refuses(module: &Module, statement: NodeId) -> bool {
    let all = |statements: List| {
        let statements = module.list(statements);
        !statements.is_empty() && statements.iter().all(|inner| refuses(module, *inner))
    };
    match module.kind(statement) {
        Kind::Block { body } => all(body),
        Kind::Throw { .. } => true,
        Kind::Return { argument } => argument.is_none_or(|argument| is_refusal(module, argument)),
        Kind::Expression { expression } => match module.kind(module.unwrapped(expression)) {
            Kind::Call { callee, .. } => is_about_faults(module.written(callee)),
            Kind::Assign { target, .. } => is_about_faults(module.written(target)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value says no, or how strong a password is.
fn is_refusal(module: &Module, value: NodeId) -> bool {
    let value = module.unwrapped(value);
    match module.kind(value) {
        Kind::Number | Kind::Null | Kind::Bool(false) => true,
        Kind::Ident => module.written(value) == "undefined",
        Kind::Unary { argument, .. } => is_refusal(module, argument),
        Kind::String => {
            let text = module.string(value).to_ascii_lowercase();
            ["weak", "common", "easy", "guess", "not ", "must", "invalid", "insecure", "choose", "default"]
                .iter()
                .any(|word| text.contains(word))
        }
        Kind::Object { properties } => module.list(properties).iter().any(|property| match module.kind(*property) {
            Kind::Property { key, value, computed, .. } => {
                let name = module.key(key, computed).unwrap_or_default();
                matches!(&*name, "isValid" | "ok" | "success" | "valid" | "score" | "strength")
                    && is_refusal(module, value)
            }
            _ => false,
        }),
        _ => false,
    }
}

/// `errors.push`, `setError`, `toast.warn`, `score`, `strength`.
fn is_about_faults(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "alert", "error", "errors", "fail", "issue", "issues", "level", "reject", "score", "strength", "warn",
        "warning", "warnings",
    ];
    parts_of_name(name).iter().any(|part| WORDS.contains(&part.as_str()))
}
