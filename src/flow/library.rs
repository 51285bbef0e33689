//! Functions of well-known packages that take members of an object (`pick`, `omit`, `get`), or give what they were given
//! in other clothes: copies, merges, functions that remember, texts that hold it.

use std::sync::Arc;

use super::Flow;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Origin, What};
use super::walk::{State, Walk};
use crate::syntax::ast::{Kind, NodeId};

/// By the part of the specifier before a `/`. All take the object first, but for those that say otherwise.
const PACKAGES: [&str; 32] = [
    "lodash",
    "lodash-es",
    "lodash.get",
    "lodash.omit",
    "lodash.pick",
    "lodash.once",
    "lodash.memoize",
    "lodash.merge",
    "lodash.clonedeep",
    "lodash.defaults",
    "deepmerge",
    "deepmerge-ts",
    "defu",
    "memoize-one",
    "memoize",
    "micro-memoize",
    "p-memoize",
    "once",
    "underscore",
    "radash",
    "radashi",
    "remeda",
    "es-toolkit",
    "ramda",
    "just-pick",
    "just-omit",
    "rambda",
    "superjson",
    "devalue",
    "serialize-javascript",
    "flatted",
    "cookie",
];

/// What a call takes of an object.
pub(super) struct Taken {
    objects: Vec<NodeId>,
    members: Members,
}

enum Members {
    /// These; what the call gives has no other.
    Only(Vec<Box<str>>),
    /// All but these.
    But(Vec<Box<str>>),
    /// Some, as it turns out at run time.
    Some,
    /// All, as they are.
    All,
    /// One, by its path: the call gives its value. Innermost key first, as a walk takes them.
    Value(Vec<Key>),
}

/// What the call takes, if one of the functions is such a one.
pub(super) fn taken(
    flow: &Flow<'_>,
    module: &Arc<Module>,
    call: NodeId,
    functions: &[Origin],
    frame: Option<&Arc<Frame>>,
) -> Option<Taken> {
    let Kind::Call { arguments, .. } = module.kind(call) else { return None };
    let (name, keys_first) = functions.iter().find_map(function)?;
    let arguments = module.list(arguments);
    // A function that remembers is the one it was given; a merge has what each of them has, the last first.
    let whole = match name {
        "once" | "memoize" | "memoizeOne" | "one" | "memo" | "memoizeWith" | "cloneDeep" | "clonedeep" | "clone"
        | "identity" | "debounce" | "throttle" | "freeze" | "stringify" | "uneval" | "javascript" => {
            Some(arguments.iter().take(1).copied().collect())
        }
        // `superjson.serialize(value)`, `cookie.serialize(name, value)`.
        "serialize" => Some(arguments.iter().take(2).copied().collect()),
        "merge" | "mergeAll" | "assign" | "extend" | "defaults" | "defaultsDeep" | "mergeDeepRight" | "mergeRight"
        | "deepmerge" | "defu" | "mergician" => Some(arguments.iter().rev().copied().collect()),
        _ => None,
    };
    if let Some(objects) = whole {
        return Some(Taken { objects, members: Members::All });
    }
    let (object, keys) = match arguments {
        [keys, object] if keys_first => (*object, std::slice::from_ref(keys)),
        [object, keys @ ..] if !keys_first && !keys.is_empty() => (*object, keys),
        _ => return None,
    };
    let names = || names(flow, module, keys, frame);
    let members = match name {
        "pick" => names().map_or(Members::Some, Members::Only),
        "omit" => names().map_or(Members::Some, Members::But),
        "pickBy" | "omitBy" => Members::Some,
        "get" => Members::Value(path(flow, module, keys, frame)),
        _ => return None,
    };
    Some(Taken { objects: vec![object], members })
}

/// The function's name, and whether it takes the keys before the object.
fn function(origin: &Origin) -> Option<(&str, bool)> {
    let What::Package { specifier } = &origin.what else { return None };
    let (package, part) = specifier.split_once('/').unwrap_or((specifier, ""));
    if !PACKAGES.contains(&package) {
        return None;
    }
    let named = match origin.path.as_slice() {
        [.., Key::Name(name)] if &**name != "default" => &**name,
        // `lodash/pick`, `lodash.pick`, `just-pick`: the module is the function.
        _ => specifier.rsplit(['/', '.', '-']).next()?,
    };
    Some((named, matches!(package, "ramda" | "rambda") || part == "fp" || part.starts_with("fp/")))
}

/// The keys that the arguments name, one by one or in lists, if all are known.
fn names(flow: &Flow<'_>, module: &Arc<Module>, keys: &[NodeId], frame: Option<&Arc<Frame>>) -> Option<Vec<Box<str>>> {
    let mut names = Vec::new();
    for key in keys {
        match flow.key(module, *key, frame) {
            Key::Name(name) => names.push(name),
            _ => {
                let items = flow.origins_of(module, *key, &[Key::Each], frame);
                names.extend(flow.names(&items).filter(|items| !items.is_empty())?);
            }
        }
    }
    // A path into an inner object leaves or takes a part of the member.
    names.iter().all(|name| !name.contains(['.', '['])).then_some(names)
}

/// `a.b[0]`, `['a', 'b']`.
fn path(flow: &Flow<'_>, module: &Arc<Module>, keys: &[NodeId], frame: Option<&Arc<Frame>>) -> Vec<Key> {
    let Some(first) = keys.first() else { return vec![Key::Unknown] };
    match flow.key(module, *first, frame) {
        Key::Name(path) => path
            .split(['.', '[', ']'])
            .filter(|key| !key.is_empty())
            .map(|key| Key::named(key.trim_matches(['\'', '"'])))
            .rev()
            .collect(),
        _ => match module.kind(module.unwrapped(*first)) {
            Kind::Array { items } => module.list(items).iter().rev().map(|key| flow.key(module, *key, frame)).collect(),
            _ => vec![Key::Unknown],
        },
    }
}

impl Walk<'_> {
    /// Follows what a schema leaves of what it reads; whether the call is one of a schema that is known.
    pub(super) fn of_schema(&mut self, module: &Arc<Module>, call: NodeId, state: &State) -> bool {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return false };
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return false };
        let mut inner = state.clone();
        match module.text(property) {
            "parse" | "parseAsync" => {}
            "safeParse" | "safeParseAsync" if inner.path.pop() == Some(Key::named("data")) => {}
            _ => return false,
        }
        let Some(read) = module.list(arguments).first() else { return false };
        let Some(names) = self.flow().schema_members(module, object, state.frame.as_ref()) else { return false };
        match inner.within(&names) {
            Some(inner) => self.expression(module, *read, inner),
            None => self.undefined(state.clone()),
        }
        true
    }

    /// Follows what such a call gives.
    pub(super) fn taken(&mut self, module: &Arc<Module>, taken: &Taken, state: State) {
        let inner = match &taken.members {
            Members::Only(names) => state.clone().within(names),
            Members::But(names) => state.clone().without(names),
            Members::All => Some(state.clone()),
            Members::Some => {
                let mut some = state.clone();
                some.chosen = true;
                Some(some)
            }
            Members::Value(path) => {
                let mut inner = state.clone();
                inner.path.extend(path.iter().cloned());
                Some(inner)
            }
        };
        let Some(inner) = inner else { return self.undefined(state) };
        for object in &taken.objects {
            self.expression(module, *object, inner.clone());
        }
    }
}
