//! Whether code looks at what the caller chose before it goes by it: a list of what is allowed, a comparison, a pattern.

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::Made;
use crate::syntax::ast::{Kind, NodeId};

/// Methods that say whether a value is one of several, or of a form.
const LOOKING: [&str; 14] = [
    "endsWith",
    "every",
    "exec",
    "find",
    "has",
    "hasOwn",
    "hasOwnProperty",
    "includes",
    "indexOf",
    "match",
    "refine",
    "some",
    "startsWith",
    "test",
];

impl Flow<'_> {
    /// Whether a value, by the last name that it goes by, is looked at somewhere in the module, or read by a schema that may
    /// do so. Errs on the side of *is*.
    pub fn may_be_screened(&self, value: &Made) -> bool {
        let module = &value.home;
        let names = names_in(module, value.node);
        let mentions = |node: NodeId| names_in(module, node).iter().any(|name| names.contains(name));
        module.ast().ids().any(|node| match module.kind(node) {
            Kind::Call { callee, arguments, .. } => {
                let callee = module.unwrapped(callee);
                let name = match module.kind(callee) {
                    Kind::Member { property, .. } => module.text(property),
                    _ => module.written(callee),
                };
                let checks = name.to_ascii_lowercase();
                let looks = LOOKING.contains(&name)
                    || ["parse", "valid", "allow", "check", "assert", "ensure", "clamp", "min", "max", "resolve"]
                        .iter()
                        .any(|word| checks.contains(word));
                // A schema that reads the whole of it may say what each part is.
                let reads = checks.contains("parse") && !module.written(callee).starts_with("JSON.")
                    || checks.contains("valid");
                looks && (mentions(callee) || module.list(arguments).iter().any(|argument| mentions(*argument)))
                    || reads
            }
            Kind::Binary { operator, left, right } => {
                matches!(module.text(operator), "===" | "!==" | "==" | "!=" | "in" | "<" | ">" | "<=" | ">=")
                    && (mentions(left) || mentions(right))
            }
            Kind::Index { index, .. } => mentions(index),
            Kind::Switch { discriminant, .. } => mentions(discriminant),
            _ => false,
        })
    }
}

/// The names at the ends of what an expression is made of: `model` of `body.model`, `url` of `` `${url}/x` ``.
fn names_in(module: &Module, node: NodeId) -> Vec<String> {
    let node = module.unwrapped(node);
    match module.kind(node) {
        Kind::Ident => vec![module.written(node).to_owned()],
        // `new URL(url).host` is of `url`.
        Kind::Member { object, property, .. } => {
            let mut names = vec![module.text(property).to_owned()];
            if matches!(module.kind(module.unwrapped(object)), Kind::Call { .. } | Kind::New { .. }) {
                names.extend(names_in(module, object));
            }
            names
        }
        Kind::Template { parts: nodes } | Kind::New { arguments: nodes, .. } => {
            module.list(nodes).iter().flat_map(|node| names_in(module, *node)).collect()
        }
        Kind::Binary { left, right, .. } | Kind::Logical { left, right, .. } => {
            let mut names = names_in(module, left);
            names.extend(names_in(module, right));
            names
        }
        Kind::Call { callee, arguments, .. } => {
            let mut names: Vec<String> =
                module.list(arguments).iter().flat_map(|argument| names_in(module, *argument)).collect();
            if let Kind::Member { object, .. } = module.kind(module.unwrapped(callee)) {
                names.extend(names_in(module, object));
            }
            names
        }
        _ => Vec::new(),
    }
}
