//! What of a module bundlers see an `import()` take, beyond what is taken apart where it is awaited.

use super::effect::{ROLLDOWN, VITE, WEBPACK};
use crate::project::Bundlers;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::{Facts, Import, ImportKind};

/// The exports that an `import()` takes.
pub struct Picked<'a> {
    /// `None`: all.
    names: Option<Vec<&'a str>>,
    /// Who see it.
    pub by: Bundlers,
}

impl Picked<'_> {
    /// Whether it settles what all these bundlers keep: who sees less, drops it; all must see that it is all.
    pub fn counts_for(&self, by: Bundlers) -> bool {
        if self.names.is_some() { self.by.both(by) != Bundlers::NONE } else { self.by.contains(by) }
    }

    pub fn takes(&self, name: &str) -> bool {
        self.names.as_ref().is_none_or(|names| names.contains(&name))
    }
}

/// `import('./x').then(({ a }) => …)` takes `a` for Vite's, `.then((m) => m.a)` for Rolldown; `import('./x')` by itself
/// takes all.
///
/// Source: builds by Vite 8.4 and 7.3, and by Next 14.2 to 16.4.
pub fn picked<'a>(facts: &'a Facts, import: &Import) -> Option<Picked<'a>> {
    let ast = &facts.ast;
    let node = import.node.filter(|_| import.kind == ImportKind::Dynamic)?;
    let promise = ast.wrapped(node);
    let parent = ast.parent(promise)?;
    match ast.kind(parent) {
        Kind::Expression { .. } => Some(Picked { names: None, by: Bundlers::ALL }),
        Kind::Await { .. } if matches!(ast.kind(ast.parent(ast.wrapped(parent))?), Kind::Expression { .. }) => {
            Some(Picked { names: None, by: Bundlers::ALL })
        }
        // `(await import('./x')).a`
        Kind::Await { .. } if matches!(ast.kind(ast.parent(ast.wrapped(parent))?), Kind::Member { .. }) => {
            Some(Picked { names: None, by: WEBPACK })
        }
        Kind::Member { property, .. } if property.of(&facts.source) == "then" => {
            let Kind::Call { callee, arguments, .. } = ast.kind(ast.parent(parent)?) else { return None };
            let callback = ast.list(arguments).first().filter(|_| callee == parent)?;
            given_to(facts, ast.unwrapped(*callback))
        }
        _ => None,
    }
}

/// What a callback takes of the module that it is given.
fn given_to(facts: &Facts, callback: NodeId) -> Option<Picked<'_>> {
    let ast = &facts.ast;
    let Kind::Function(function) = ast.kind(callback) else { return None };
    let Some(parameter) = ast.list(function.parameters).first() else {
        return Some(Picked { names: Some(Vec::new()), by: ROLLDOWN });
    };
    let target = match ast.kind(*parameter) {
        Kind::Declarator { target, .. } => target,
        _ => *parameter,
    };
    match ast.kind(target) {
        Kind::ObjectPattern { properties } => {
            let names = ast.list(properties).iter().map(|property| match ast.kind(*property) {
                Kind::Property { computed: false, .. } => facts.static_property_name(*property),
                _ => None,
            });
            Some(Picked { names: Some(names.collect::<Option<_>>()?), by: VITE })
        }
        Kind::Binding(binding) => {
            let members = facts.references(binding).map(|used| {
                let parent = ast.parent(ast.wrapped(used))?;
                match ast.kind(parent) {
                    Kind::Member { object, .. } | Kind::Index { object, .. } if ast.unwrapped(object) == used => {
                        facts.static_property_name(parent)
                    }
                    _ => None,
                }
            });
            Some(Picked { names: Some(members.collect::<Option<_>>()?), by: ROLLDOWN })
        }
        _ => None,
    }
}
