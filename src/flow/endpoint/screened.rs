//! Whether code looks at what the caller chose before it goes by it: a list of what is allowed, a comparison, a pattern.

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::Made;
use crate::secrets::parts_of_name;
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

/// Words of functions that look at what they are given.
const VERBS: [&str; 22] = [
    "allow",
    "allowed",
    "allows",
    "allowlist",
    "assert",
    "check",
    "checks",
    "checked",
    "clamp",
    "ensure",
    "max",
    "min",
    "parse",
    "parsed",
    "resolve",
    "resolved",
    "safe",
    "sanitize",
    "valid",
    "validate",
    "validated",
    "whitelist",
];

/// Words of those that say what each part of a whole is.
const READING: [&str; 7] = ["parse", "parsed", "valid", "validate", "validated", "validation", "validator"];

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
                let words = parts_of_name(name);
                let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
                let looks = LOOKING.contains(&name) || says(&VERBS);
                // A schema that reads the whole of it may say what each part is.
                let is_number = matches!(name, "parseInt" | "parseFloat");
                let reads =
                    says(&READING) && !is_number && !matches!(module.written(callee), "JSON.parse" | "Date.parse");
                looks
                    && (mentions(callee)
                        || mentions(module.root_of(callee))
                        || module.list(arguments).iter().any(|argument| mentions(*argument)))
                    || reads
            }
            Kind::Binary { operator, left, right } => {
                // That there is one at all says nothing of which.
                let asks_whether = [left, right].iter().any(|side| is_nothing(module, *side));
                matches!(module.text(operator), "===" | "!==" | "==" | "!=" | "in" | "<" | ">" | "<=" | ">=")
                    && (mentions(left) || mentions(right))
                    && !asks_whether
            }
            Kind::Index { index, .. } => mentions(index),
            Kind::Switch { discriminant, .. } => mentions(discriminant),
            _ => false,
        })
    }
}

/// `undefined`, `null`, `''`, a `typeof`.
pub(super) fn is_nothing(module: &Module, node: NodeId) -> bool {
    let node = module.unwrapped(node);
    match module.kind(node) {
        Kind::Null => true,
        Kind::String => module.string(node).is_empty(),
        Kind::Ident => module.written(node) == "undefined",
        Kind::Unary { operator, .. } => module.text(operator) == "typeof",
        _ => false,
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
