//! Libraries that read the environment themselves, and those that check what they are given.
//!
//! Sources: the packages' own documentation (`@t3-oss/env-core`, `envsafe`, `env-var`, `znv`, `convict`, `valibot`, `arktype`, `joi`, `yup`,
//! `superstruct`, `@sinclair/typebox`).

use std::sync::Arc;

use super::callee::Callee;
use super::key::Key;
use super::module::Module;
use super::origin::{Origin, What};
use super::walk::{State, Walk};
use super::{Flow, Place};
use crate::secrets::parts_of_name;
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::EnvObject;

/// Packages whose functions read the environment without its standing in the code.
pub const ENVIRONMENT_READERS: [&str; 8] = [
    "@t3-oss/env-nextjs",
    "@t3-oss/env-core",
    "@t3-oss/env-nuxt",
    "envsafe",
    "env-var",
    "convict",
    "dotenv",
    "@next/env",
];

/// Functions that give back what they check: the package, the function, which argument that is, and under which member it comes.
const CHECKED: [(&str, &str, usize, Option<&str>); 20] = [
    ("valibot", "parse", 1, None),
    ("valibot", "parseAsync", 1, None),
    ("valibot", "safeParse", 1, Some("output")),
    ("valibot", "safeParseAsync", 1, Some("output")),
    ("znv", "parseEnv", 0, None),
    ("joi", "validate", 0, Some("value")),
    ("joi", "validateAsync", 0, None),
    ("joi", "attempt", 0, None),
    ("yup", "validate", 0, None),
    ("superstruct", "create", 0, None),
    ("superstruct", "mask", 0, None),
    ("@sinclair/typebox/value", "Parse", 1, None),
    ("@sinclair/typebox/value", "Decode", 1, None),
    ("@sinclair/typebox/value", "Cast", 1, None),
    ("@sinclair/typebox/value", "Convert", 1, None),
    ("@sinclair/typebox/value", "Clean", 1, None),
    ("@sinclair/typebox/value", "Default", 1, None),
    ("runtypes", "check", 0, None),
    ("arktype", "from", 0, None),
    ("ajv-ts", "parse", 0, None),
];

/// Whether a package reads the environment itself.
pub fn reads_environment(specifier: &str) -> bool {
    ENVIRONMENT_READERS
        .iter()
        .any(|reader| specifier.strip_prefix(reader).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Functions of runtimes and frameworks that give variables, and need no import: docs.deno.com, *Environment variables*;
/// docs.netlify.com, *Functions*; nuxt.com/docs, *Runtime Config*.
pub const ENVIRONMENT_CALLS: [&str; 3] = ["Deno.env.get", "Netlify.env.get", RUNTIME_CONFIG];
const RUNTIME_CONFIG: &str = "useRuntimeConfig";

/// Whether a call is of one of them.
pub(super) fn reads_by_call(module: &Module, call: NodeId) -> bool {
    let Kind::Call { callee, .. } = module.kind(call) else { return false };
    let callee = module.unwrapped(callee);
    let is_own = || {
        let binding = module.resolve(module.root_of(callee));
        binding.is_some_and(|binding| module.import_of(binding).is_none())
    };
    ENVIRONMENT_CALLS.contains(&module.written(callee)) && !is_own()
}

impl Walk<'_> {
    /// `useRuntimeConfig().stripe.key` is `NUXT_STRIPE_KEY`, but for what every browser gets.
    fn of_runtime_config(&mut self, module: &Arc<Module>, call: NodeId, state: &State) -> bool {
        let mut inner = state.clone();
        let mut name = String::from("NUXT");
        while let Some(key) = inner.path.pop() {
            let Key::Name(key) = key else { return false };
            if name == "NUXT" && matches!(&*key, "public" | "app") {
                return false;
            }
            for part in parts_of_name(&key) {
                name.push('_');
                name.push_str(&part.to_ascii_uppercase());
            }
        }
        self.environment_variable(module, call, Key::named(&name), &inner);
        true
    }

    /// Follows what such a library's call gives; whether it is one.
    pub(super) fn environment(
        &mut self,
        module: &Arc<Module>,
        call: NodeId,
        functions: &[Origin],
        state: &State,
    ) -> bool {
        if reads_by_call(module, call) {
            return match module.kind(call) {
                Kind::Call { callee, .. } if module.written(callee) == RUNTIME_CONFIG => {
                    self.of_runtime_config(module, call, state)
                }
                _ => self.by_argument(module, call, "get", state),
            };
        }
        let is_foreign = |origin: &Origin| matches!(origin.what, What::Package { .. } | What::Result(_));
        if !functions.iter().any(is_foreign) {
            return false;
        }
        let Some(callee) = self.flow().callee_in(module, call, state.frame.as_ref()) else { return false };
        self.checked(module, call, &callee, state)
            || match &*callee.package {
                "env-var" if state.path.is_empty() => self.by_argument(module, call, "get", state),
                "envsafe" if callee.last() == "envsafe" || callee.path.is_empty() => {
                    self.of_options(module, call, state)
                }
                "convict" if callee.last() == "get" => self.of_convict(module, call, &callee, state),
                "dotenv" => self.below(module, call, "parsed", state),
                "@next/env" => self.below(module, call, "combinedEnv", state),
                _ => false,
            }
    }

    fn checked(&mut self, module: &Arc<Module>, call: NodeId, callee: &Callee, state: &State) -> bool {
        let Kind::Call { arguments, .. } = module.kind(call) else { return false };
        let arguments = module.list(arguments);
        let known = CHECKED.iter().find(|(package, function, ..)| {
            *package == &*callee.package && callee.path.last().is_some_and(|name| **name == **function)
        });
        let (argument, member) = match known {
            Some((.., argument, member)) => (*argument, *member),
            // `const Env = type({ … }); Env(process.env)`.
            None if &*callee.package == "arktype" && callee.last() == "type" && callee.construction.is_some() => {
                (0, None)
            }
            None => return false,
        };
        let Some(value) = arguments.get(argument).copied() else { return false };
        let mut inner = state.clone();
        if let Some(member) = member
            && inner.path.pop() != Some(Key::named(member))
        {
            return false;
        }
        self.expression(module, value, inner);
        true
    }

    /// `env.get('NAME').required().asString()`.
    fn by_argument(&mut self, module: &Arc<Module>, call: NodeId, getter: &str, state: &State) -> bool {
        let mut at = call;
        while let Kind::Call { callee, arguments, .. } = module.kind(at) {
            let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return false };
            let name = module.text(property);
            if name == getter {
                let Some(key) = module.list(arguments).first() else { return false };
                for key in self.flow().keys(module, *key, state.frame.as_ref()) {
                    self.environment_variable(module, call, key, state);
                }
                return true;
            }
            // A number, a port, a switch is no secret.
            if ["asBool", "asInt", "asPort", "asFloat"].iter().any(|kind| name.starts_with(kind)) {
                self.unknown(state.clone());
                return true;
            }
            at = module.unwrapped(object);
        }
        false
    }

    /// `envsafe({ NAME: str(), other: str({ input: process.env.NAME }) })`.
    fn of_options(&mut self, module: &Arc<Module>, call: NodeId, state: &State) -> bool {
        let Kind::Call { arguments, .. } = module.kind(call) else { return false };
        let Some(options) = module.list(arguments).first().map(|options| module.unwrapped(*options)) else {
            return false;
        };
        let Kind::Object { properties } = module.kind(options) else { return false };
        let mut inner = state.clone();
        let wanted = inner.path.pop().unwrap_or(Key::Each);
        inner.choose(&wanted, module.list(properties).len());
        for property in module.list(properties) {
            let Kind::Property { key, value, computed, .. } = module.kind(*property) else { continue };
            let Some(name) = module.key(key, computed).filter(|name| wanted.may_be(Some(name))) else { continue };
            match given_input(module, value) {
                Some(input) => self.expression(module, input, inner.clone()),
                None => self.environment_variable(module, call, Key::named(&name), &inner),
            }
        }
        true
    }

    /// `convict({ mail: { key: { env: 'NAME' } } }).get('mail.key')`.
    fn of_convict(&mut self, module: &Arc<Module>, call: NodeId, callee: &Callee, state: &State) -> bool {
        let flow = self.flow();
        let Kind::Call { arguments, .. } = module.kind(call) else { return false };
        let key = module.list(arguments).first().map(|key| flow.key(module, *key, state.frame.as_ref()));
        let (Some(Key::Name(path)), Some(made)) = (key, callee.construction) else { return false };
        let Some(home) = flow.module(made.file) else { return false };
        let Kind::Call { arguments, .. } = home.kind(made.node) else { return false };
        let Some(schema) = home.list(arguments).first().copied() else { return false };
        let below = state.path.iter().rev().cloned();
        let keys: Vec<Key> = path.split('.').map(Key::named).chain(below).chain([Key::named("env")]).collect();
        let names = flow.names(&flow.origins_of(&home, schema, &keys, None)).unwrap_or_default();
        for name in &names {
            self.environment_variable(
                module,
                call,
                Key::Name(name.clone()),
                &State { path: Vec::new(), ..state.clone() },
            );
        }
        !names.is_empty()
    }

    /// `config().parsed.NAME`, and `config().parsed` itself.
    fn below(&mut self, module: &Arc<Module>, call: NodeId, member: &str, state: &State) -> bool {
        let mut inner = state.clone();
        if inner.path.pop() != Some(Key::named(member)) {
            return false;
        }
        self.of_environment(Place { file: module.id, node: call }, EnvObject::Process, inner);
        true
    }

    /// Ends at a variable that a call reads.
    pub(super) fn environment_variable(&mut self, module: &Module, call: NodeId, key: Key, state: &State) {
        let Key::Name(name) = key else { return self.unknown(state.clone()) };
        if !state.path.is_empty() {
            return self.unknown(state.clone());
        }
        let place = Place { file: module.id, node: call };
        self.end(What::Env { place, object: EnvObject::Process, name: Some(name) }, state.clone());
    }

    /// `createEnv({ server: { NAME: … } })` takes from `process.env` what no `runtimeEnv` names.
    pub(super) fn of_server(&mut self, module: &Arc<Module>, call: NodeId, options: NodeId, state: &State) {
        let mut inner = state.clone();
        let wanted = inner.path.pop().unwrap_or(Key::Each);
        let Kind::Object { properties } = module.kind(module.unwrapped(options)) else { return };
        for part in module.list(properties) {
            let Kind::Property { key, value, computed, .. } = module.kind(*part) else { continue };
            let part = module.key(key, computed);
            let value = module.unwrapped(value);
            match (part.as_deref(), module.kind(value)) {
                (Some("server" | "shared"), Kind::Object { properties }) => {
                    for variable in module.list(properties) {
                        let Kind::Property { key, computed, .. } = module.kind(*variable) else { continue };
                        if let Some(name) = module.key(key, computed).filter(|name| wanted.may_be(Some(name))) {
                            self.environment_variable(module, call, Key::named(&name), &inner);
                        }
                    }
                }
                (Some("extends"), Kind::Array { items }) => {
                    for other in module.list(items) {
                        self.expression(module, *other, state.clone());
                    }
                }
                _ => {}
            }
        }
    }
}

impl Flow<'_> {
    /// The keys that a schema lets through, of one that leaves out the rest: `z.object({ A: … })`.
    pub(super) fn schema_keys(&self, module: &Arc<Module>, schema: NodeId, state: &State) -> Option<Arc<[Box<str>]>> {
        let mut keys: Vec<Box<str>> = Vec::new();
        let mut is_object = false;
        let origins = self.origins_in(module, schema, state.frame.clone());
        let [Origin { what: What::Result(place), path, .. }] = &*origins else { return None };
        let home = self.module(place.file).filter(|_| path.is_empty())?;
        let mut at = place.node;
        while let Kind::Call { callee, arguments, .. } = home.kind(at) {
            let Kind::Member { object, property, .. } = home.kind(home.unwrapped(callee)) else { break };
            match home.text(property) {
                "passthrough" | "loose" | "catchall" | "looseObject" | "transform" | "merge" | "and" | "or" => {
                    return None;
                }
                name @ ("object" | "strictObject" | "extend" | "augment" | "setKey") => {
                    is_object |= name.ends_with("bject");
                    let argument = home.list(arguments).first().map(|argument| home.unwrapped(*argument))?;
                    let Kind::Object { properties } = home.kind(argument) else { return None };
                    for property in home.list(properties) {
                        let Kind::Property { key, computed, .. } = home.kind(*property) else { return None };
                        keys.push(Box::from(&*home.key(key, computed)?));
                    }
                }
                _ => {}
            }
            at = home.unwrapped(object);
        }
        is_object.then(|| keys.into())
    }
}

/// `str({ input: process.env.NAME })`.
fn given_input(module: &Module, validator: NodeId) -> Option<NodeId> {
    let Kind::Call { arguments, .. } = module.kind(module.unwrapped(validator)) else { return None };
    let options = module.list(arguments).first().map(|options| module.kind(module.unwrapped(*options)))?;
    let Kind::Object { properties } = options else { return None };
    module.list(properties).iter().find_map(|property| match module.kind(*property) {
        Kind::Property { key, value, computed, .. } if module.key(key, computed).as_deref() == Some("input") => {
            Some(value)
        }
        _ => None,
    })
}
