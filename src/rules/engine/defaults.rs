//! What stands in for a variable: beside its read, and in the words of a library that reads or checks the environment.
//!
//! Sources: the packages' own documentation (zod, joi, yup, valibot, envalid, envsafe, env-var, convict, `@nestjs/config`).

use super::File;
use crate::flow::{Module, Place, Source};
use crate::syntax::ast::{Kind, NodeId};

/// Packages that such words are of.
pub(in crate::rules) const LIBRARIES: [&str; 13] = [
    "@hapi/joi",
    "@nestjs/config",
    "@t3-oss/env-core",
    "@t3-oss/env-nextjs",
    "@t3-oss/env-nuxt",
    "convict",
    "env-var",
    "envalid",
    "envsafe",
    "joi",
    "valibot",
    "yup",
    "zod",
];

/// What stands in for a variable that is not set.
pub(in crate::rules) struct Fallback {
    pub name: Box<str>,
    pub node: NodeId,
    pub value: String,
}

/// All of a module, wherever they stand.
pub(in crate::rules) fn of(file: &File<'_>, module: &Module) -> Vec<Fallback> {
    if !file.may_give_default() {
        return Vec::new();
    }
    let found = module.ast().ids().filter_map(|node| match module.kind(node) {
        Kind::Property { key, value, computed, .. } => {
            let name = module.key(key, computed).filter(|name| is_variable(name))?;
            constant(file, &name, of_field(file, module, module.unwrapped(value))?)
        }
        Kind::Call { .. } => of_read(file, module, node),
        Kind::Object { properties } if file.imports("convict") => {
            let member = |wanted: &str| {
                module.list(properties).iter().find_map(|property| match module.kind(*property) {
                    Kind::Property { key, value, computed, .. } => {
                        (module.key(key, computed)? == wanted).then_some(value)
                    }
                    _ => None,
                })
            };
            let name = module.key(member("env")?, true).filter(|name| is_variable(name))?;
            constant(file, &name, member("default")?)
        }
        _ => None,
    });
    found.collect()
}

/// `NAME`, as variables of the environment are called.
fn is_variable(name: &str) -> bool {
    name.contains(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The default of a field of a schema: `z.string().min(8).default('x')`, `str({ default: 'x' })`, `optional(string(), 'x')`.
fn of_field(file: &File<'_>, module: &Module, field: NodeId) -> Option<NodeId> {
    let Kind::Call { arguments, .. } = module.kind(field) else { return None };
    let package = |call: NodeId| Some(file.flow.callee(Place { file: file.id, node: call })?.package);
    let is_of = |call: NodeId, packages: &[&str]| package(call).is_some_and(|package| packages.contains(&&*package));
    if is_of(field, &["envalid", "envsafe"]) {
        let options = Place { file: file.id, node: module.unwrapped(*module.list(arguments).first()?) };
        return file.flow.property(options, "default").map(|default| default.node);
    }
    if is_of(field, &["valibot"]) {
        return module.list(arguments).get(1).copied();
    }
    let mut at = field;
    while let Kind::Call { callee, arguments, .. } = module.kind(at) {
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
        if let ("default" | "prefault" | "catch" | "failover", [default]) =
            (module.text(property), module.list(arguments))
        {
            let is_schema = package(at).is_some_and(|package| {
                matches!(package.split('/').next(), Some("zod" | "joi" | "yup")) || &*package == "@hapi/joi"
            });
            return is_schema.then_some(*default);
        }
        at = module.unwrapped(object);
    }
    None
}

/// `config.get('NAME', 'x')`, `config.get('NAME') ?? 'x'` of `NestJS`, `env.get('NAME').default('x')`.
fn of_read(file: &File<'_>, module: &Module, call: NodeId) -> Option<Fallback> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
    let (name, rest) = module.list(arguments).split_first()?;
    let name = module.key(*name, true).filter(|name| is_variable(name) && module.text(property) == "get")?;
    if file.imports("@nestjs/config") && module.written(object).to_ascii_lowercase().contains("config") {
        return constant(file, &name, rest.first().copied().or_else(|| beside(module, call))?);
    }
    if !file.imports("env-var") {
        return None;
    }
    let member = module.parent(module.wrapped(call))?;
    let Kind::Member { property, .. } = module.kind(member) else { return None };
    let Kind::Call { arguments, .. } = module.kind(module.parent(member)?) else { return None };
    constant(file, &name, *module.list(arguments).first().filter(|_| module.text(property) == "default")?)
}

/// What stands on the other side of `??` or `||`, or the default of a destructuring.
pub(in crate::rules) fn beside(module: &Module, read: NodeId) -> Option<NodeId> {
    let node = module.wrapped(read);
    match (module.kind(read), module.parent(node).map(|parent| module.kind(parent))) {
        (Kind::Property { value, .. }, _) => match module.kind(value) {
            Kind::DefaultPattern { default, .. } => Some(default),
            _ => None,
        },
        (_, Some(Kind::Logical { operator, left, right })) if left == node && module.text(operator) != "&&" => {
            Some(right)
        }
        _ => None,
    }
}

/// The same as a fallback, where it is a constant text.
pub(in crate::rules) fn constant(file: &File<'_>, name: &str, node: NodeId) -> Option<Fallback> {
    let place = Place { file: file.id, node };
    let sources = file.flow.sources(place);
    let [Source::Literal { .. }] = sources.as_slice() else { return None };
    Some(Fallback { name: name.into(), node, value: file.flow.fold(place)?.value })
}
