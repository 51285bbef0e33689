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
const VERBS: [&str; 17] = [
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
    "resolve",
    "resolved",
    "safe",
    "sanitize",
    "whitelist",
];

/// Words of those that read something by a schema, which may say what each part of a whole is.
const READING: [&str; 7] = ["parse", "parsed", "valid", "validate", "validated", "validation", "validator"];
/// Names of methods and options that are given a schema for what is sent: trpc.io, *Input*; next-safe-action.dev; docs.astro.build,
/// *Actions*.
const TAKING: [&str; 6] = ["bindArgsSchemas", "input", "inputSchema", "inputValidator", "schema", "validator"];

impl Flow<'_> {
    /// Whether a value, by the last name that it goes by, is looked at somewhere in the module, or read by a schema that may
    /// do so. Errs on the side of *is*.
    pub fn may_be_screened(&self, value: &Made) -> bool {
        let module = &value.home;
        let names = names_in(module, value.node);
        let mentions = |node: NodeId| names_in(module, node).iter().any(|name| names.contains(name));
        let any = |nodes: &[NodeId]| nodes.iter().any(|node| mentions(*node));
        module.ast().ids().any(|node| match module.kind(node) {
            Kind::Call { callee, arguments, .. } => {
                let callee = module.unwrapped(callee);
                let (name, receiver) = match module.kind(callee) {
                    Kind::Member { object, property, .. } => (module.text(property), Some(object)),
                    _ => (module.written(callee), None),
                };
                let arguments = module.list(arguments);
                let words = parts_of_name(name);
                let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
                let is_mentioned = || mentions(callee) || mentions(module.root_of(callee)) || any(arguments);
                // What only tells the form of a text says nothing of which.
                let is_form = matches!(name, "parseInt" | "parseFloat" | "canParse")
                    || matches!(module.written(callee), "JSON.parse" | "Date.parse" | "URL.parse");
                // Hono gives what a validator has read, which stands for itself.
                let is_given = || name == "valid" && receiver.is_some_and(|of| module.written(of).ends_with("req"));
                if is_form || is_given() {
                    return false;
                }
                if TAKING.contains(&name) || says(&READING) {
                    let schemas = receiver.into_iter().chain(arguments.iter().copied());
                    let is_open = |schema| self.lets_through(module, schema_of(module, schema), &names);
                    return !schemas.into_iter().any(is_open);
                }
                (LOOKING.contains(&name) || says(&VERBS)) && is_mentioned()
            }
            Kind::Property { value, .. } if is_of_endpoint(module, node) => {
                // JSON's schemas of Fastify are written out.
                let lists = |word: &&str| module.written(value).contains(word);
                match module.kind(module.unwrapped(value)) {
                    Kind::Object { .. } => ["enum", "pattern", "const"].iter().any(lists),
                    _ => self.is_schema(module, value) && !self.lets_through(module, value, &names),
                }
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

/// Whether a property is the schema in the options of an endpoint: `defineAction({ input })`, `app.post(path, { schema }, …)`.
fn is_of_endpoint(module: &Module, property: NodeId) -> bool {
    const TAKERS: [&str; 8] = ["all", "createRoute", "defineAction", "delete", "get", "patch", "post", "put"];
    let Kind::Property { key, computed, .. } = module.kind(property) else { return false };
    let is_schema = module.key(key, computed).is_some_and(|key| TAKING.contains(&&*key) || &*key == "request");
    let call = || module.parent(module.wrapped(module.parent(property)?));
    is_schema
        && call().is_some_and(|call| match module.kind(call) {
            Kind::Call { callee, .. } => {
                let name = module.written(callee).rsplit('.').next().unwrap_or_default();
                TAKERS.contains(&name)
            }
            _ => false,
        })
}

/// The schema of `schema.parse`, where that is handed over as a function.
fn schema_of(module: &Module, node: NodeId) -> NodeId {
    match module.kind(module.unwrapped(node)) {
        Kind::Member { object, property, .. } if module.text(property).to_ascii_lowercase().contains("parse") => object,
        _ => node,
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
