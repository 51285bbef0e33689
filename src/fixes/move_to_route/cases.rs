//! Members that are read only where another one has a certain value: `block.type === 'text' ? block.text : ''`, or is there
//! or not.

use super::narrow::is_about_errors;
use super::read::Is;
use crate::flow::Module;
use crate::syntax::ast::{Kind, NodeId};

/// The member that has been compared before `member`, a part of the same object, is read, and the value it then has.
pub(super) fn of(module: &Module, member: NodeId, object: NodeId) -> Option<(String, Is)> {
    let object = plain(module.written(object));
    let mut at = member;
    while let Some(parent) = module.parent(at) {
        let found = match module.kind(parent) {
            Kind::Conditional { test, consequent, alternate } => {
                side(module, test, &object, at == consequent, at == alternate)
            }
            Kind::If { test, consequent, alternate } => {
                side(module, test, &object, at == consequent, alternate == Some(at))
            }
            Kind::Logical { left, right, operator } if right == at => match module.text(operator) {
                "&&" => equal(module, left, &object, true),
                "||" => equal(module, left, &object, false),
                _ => None,
            },
            Kind::Case { test: Some(test), .. } if test != at => {
                let switch = module.parent(parent).map(|switch| module.kind(switch));
                match switch {
                    Some(Kind::Switch { discriminant, .. }) => compared(module, discriminant, test, &object),
                    _ => None,
                }
            }
            // What leaves before says what is true behind it.
            Kind::Block { body } => {
                module.list(body).iter().take_while(|earlier| **earlier != at).find_map(|earlier| {
                    match module.kind(*earlier) {
                        Kind::If { test, consequent, alternate: None } if leaves(module, consequent) => {
                            equal(module, test, &object, false)
                        }
                        _ => None,
                    }
                })
            }
            Kind::Function(_) => return None,
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at = parent;
    }
    None
}

/// `(block) => block.type === 'text'`: what is true of all that passes.
pub(super) fn of_filter(module: &Module, callback: NodeId) -> Option<(String, Is)> {
    let Kind::Function(function) = module.kind(callback) else { return None };
    let parameter = module.list(function.parameters).first()?;
    let binding = module.plain_binding(*parameter)?;
    let name = module.text(module.binding(binding).name).to_owned();
    let body = function.body?;
    match module.kind(body) {
        Kind::Block { .. } => module.returned(callback).iter().find_map(|value| equal(module, *value, &name, true)),
        _ => equal(module, body, &name, true),
    }
}

fn side(module: &Module, test: NodeId, object: &str, holds: bool, fails: bool) -> Option<(String, Is)> {
    if holds {
        equal(module, test, object, true)
    } else if fails {
        equal(module, test, object, false)
    } else {
        None
    }
}

/// The comparison in `test` that is true when the test is (`holds`), or when it is not.
fn equal(module: &Module, test: NodeId, object: &str, holds: bool) -> Option<(String, Is)> {
    match module.kind(test) {
        Kind::Paren { expression } => equal(module, expression, object, holds),
        Kind::Unary { operator, argument } if module.text(operator) == "!" => equal(module, argument, object, !holds),
        Kind::Logical { operator, left, right } => {
            let both = if holds { "&&" } else { "||" };
            if module.text(operator) != both {
                return None;
            }
            equal(module, left, object, holds).or_else(|| equal(module, right, object, holds))
        }
        Kind::Binary { operator, left, right } => {
            let wanted: &[&str] = if holds { &["===", "=="] } else { &["!==", "!="] };
            if !wanted.contains(&module.text(operator)) {
                return None;
            }
            compared(module, left, right, object).or_else(|| compared(module, right, left, object))
        }
        Kind::Member { object: of, property, .. } if plain(module.written(of)) == object => {
            let name = module.text(property);
            let is = if holds { Is::Present } else { Is::Missing };
            (!is_about_errors(name)).then(|| (name.to_owned(), is))
        }
        _ => None,
    }
}

fn compared(module: &Module, member: NodeId, literal: NodeId, object: &str) -> Option<(String, Is)> {
    let Kind::Member { object: of, property, .. } = module.kind(module.unwrapped(member)) else { return None };
    if module.kind(literal) != Kind::String || plain(module.written(of)) != object {
        return None;
    }
    let literal = module.string(literal);
    (!literal.contains(['\'', '\\'])).then(|| (module.text(property).to_owned(), Is::Text(literal.into_owned())))
}

fn leaves(module: &Module, statement: NodeId) -> bool {
    match module.kind(statement) {
        Kind::Return { .. } | Kind::Throw { .. } | Kind::Jump => true,
        Kind::Block { body } => module.list(body).last().is_some_and(|last| leaves(module, *last)),
        _ => false,
    }
}

/// A chain without the marks that say nothing of what it leads to.
fn plain(written: &str) -> String {
    written.replace("?.[", "[").replace("?.", ".").replace('!', "")
}
