//! Whether a schema says which values are meant, or only of what type they are.
//!
//! Source: zod.dev, *Defining schemas*; the READMEs of yup and Joi: chains of calls that begin with a type.

use std::sync::Arc;

use super::super::module::Module;
use super::super::origin::What;
use super::super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// Schemas that are made of one another.
const DEPTH: usize = 8;

/// Types that leave the value to the caller.
const TYPES: [&str; 10] = ["any", "array", "email", "httpUrl", "mixed", "number", "record", "string", "unknown", "url"];
/// What is said of a type without saying which values: of which form it is, that it may be absent, what it is for.
const FORMS: [&str; 27] = [
    "any",
    "array",
    "brand",
    "catch",
    "coerce",
    "default",
    "defined",
    "describe",
    "int",
    "integer",
    "label",
    "meta",
    "min",
    "nonempty",
    "nonnegative",
    "nullable",
    "nullish",
    "optional",
    "positive",
    "prefault",
    "readonly",
    "required",
    "toLowerCase",
    "trim",
    "uri",
    "url",
    "email",
];
/// The length of a text limits no text; that of a number does.
const SIZES: [&str; 3] = ["max", "length", "lte"];

impl Flow<'_> {
    /// Whether a schema lets the value under one of the names through as it comes; not where it cannot be looked into.
    pub(super) fn lets_through(&self, module: &Arc<Module>, schema: NodeId, names: &[String]) -> bool {
        self.is_open(module, schema, names, DEPTH)
    }

    fn is_open(&self, module: &Arc<Module>, schema: NodeId, names: &[String], depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let Some((home, made)) = self.schema_made(module, schema) else { return false };
        let (mut at, mut methods) = (made, Vec::new());
        // From the last call of the chain to what it begins with.
        loop {
            let Kind::Call { callee, arguments, .. } = home.kind(at) else { return false };
            let Kind::Member { object, property, .. } = home.kind(home.unwrapped(callee)) else { return false };
            methods.push((home.text(property), home.list(arguments)));
            let inner = home.unwrapped(object);
            if matches!(home.kind(inner), Kind::Call { .. }) {
                at = inner;
            } else if self.is_schema_package(&home, inner) {
                break;
            } else {
                // Of a schema that is kept under a name.
                let rest = &methods;
                return self.is_open(&home, inner, names, depth)
                    && rest.iter().all(|method| adds_no_limit(&home, method, true));
            }
        }
        let Some((begun, rest)) = methods.split_last() else { return false };
        match begun.0 {
            "object" | "strictObject" | "looseObject" | "interface" => {
                let Some(members) = begun.1.first() else { return false };
                let plain = rest.iter().all(|(name, _)| {
                    FORMS.contains(name)
                        || matches!(*name, "strict" | "strip" | "passthrough" | "loose" | "partial" | "noUnknown")
                });
                plain && self.members_are_open(&home, home.unwrapped(*members), names, depth)
            }
            name if TYPES.contains(&name) => {
                let is_text = name != "number";
                adds_no_limit(&home, begun, is_text) && rest.iter().all(|method| adds_no_limit(&home, method, is_text))
            }
            _ => false,
        }
    }

    /// Whether one of the members has one of the names and is open, and none is closed that may be the one.
    fn members_are_open(&self, module: &Arc<Module>, members: NodeId, names: &[String], depth: usize) -> bool {
        let Kind::Object { properties } = module.kind(members) else { return false };
        let mut others = Vec::new();
        for property in module.list(properties) {
            let Kind::Property { key, value, computed, .. } = module.kind(*property) else { return false };
            let Some(key) = module.key(key, computed) else { return false };
            if names.iter().any(|name| *name == *key) {
                return self.is_open(module, value, names, depth);
            }
            others.push(value);
        }
        // It goes by another name than in the schema.
        others.into_iter().all(|value| self.is_open(module, value, names, depth))
    }

    /// Whether a value is made by a package of schemas.
    pub(super) fn is_schema(&self, module: &Arc<Module>, node: NodeId) -> bool {
        let Some((home, made)) = self.schema_made(module, node) else { return false };
        self.callee(Place { file: home.id, node: made }).is_some_and(|callee| is_of_schemas(&callee.package))
    }

    /// The call that makes a schema.
    fn schema_made(&self, module: &Arc<Module>, schema: NodeId) -> Option<(Arc<Module>, NodeId)> {
        let schema = module.unwrapped(schema);
        match module.kind(schema) {
            Kind::Call { .. } => Some((Arc::clone(module), schema)),
            _ => self.written_as(module, schema),
        }
    }

    fn is_schema_package(&self, module: &Arc<Module>, node: NodeId) -> bool {
        self.origins(Place { file: module.id, node }).iter().any(|origin| match &origin.what {
            What::Package { specifier } => is_of_schemas(specifier),
            _ => false,
        })
    }
}

fn is_of_schemas(specifier: &str) -> bool {
    matches!(specifier.split('/').next(), Some("joi" | "valibot" | "yup" | "zod"))
        || ["@hono/zod", "@sinclair/typebox", "arktype"].iter().any(|package| specifier.starts_with(package))
}

/// Whether a method of a chain says nothing of which values are meant. A host or a protocol of an address does.
fn adds_no_limit(module: &Module, (name, arguments): &(&str, &[NodeId]), is_text: bool) -> bool {
    let says_more = arguments.iter().any(|argument| match module.kind(module.unwrapped(*argument)) {
        Kind::Object { properties } => module
            .named_in(module.list(properties))
            .iter()
            .any(|option| matches!(&**option, "hostname" | "domain" | "regex" | "pattern")),
        Kind::Function(_) | Kind::Regex => true,
        _ => false,
    });
    let is_form = FORMS.contains(name) || TYPES.contains(name) || is_text && SIZES.contains(name);
    is_form && !says_more
}
