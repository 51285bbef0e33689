//! Calls that hand a value through: validated environments, React's memo, `Object.freeze`.

use super::key::Key;
use super::module::Module;
use super::origin::{Origin, What};
use crate::syntax::ast::{Kind, NodeId};

/// Where the value of a call comes from when its function only hands an argument through: expressions, and what is taken
/// of each (the next key last). `None` when the call makes a value of its own.
pub(super) fn through(
    module: &Module,
    callee: NodeId,
    arguments: &[NodeId],
    functions: &[Origin],
    path: &[Key],
) -> Option<Vec<(NodeId, Vec<Key>)>> {
    let callee = module.unwrapped(callee);
    let (name, receiver) = match module.kind(callee) {
        Kind::Ident => (module.written(callee), None),
        Kind::Member { object, property, .. } => (module.text(property), Some(module.unwrapped(object))),
        _ => return None,
    };
    let first = arguments.first().copied();
    let receiver_is = |global: &str| receiver.is_some_and(|object| module.written(object) == global);
    let inner = |extra: Option<&str>| {
        let mut path = path.to_vec();
        path.extend(extra.map(Key::named));
        path
    };
    match (name, receiver) {
        ("cleanEnv" | "String" | "structuredClone" | "unstable_cache", None)
        | ("memo" | "forwardRef" | "cache" | "useCallback", _) => Some(vec![(first?, path.to_vec())]),
        // An answer of a loader or an action: with a status, or without.
        ("json" | "data" | "defer", None) if are_of(functions, &["react-router", "@remix-run/", "@sveltejs/kit"]) => {
            Some(vec![(first?, path.to_vec())])
        }
        ("fail", None) if are_of(functions, &["@sveltejs/kit"]) => {
            let mut path = path.to_vec();
            path.pop_if(|key| *key == Key::named("data"));
            Some(vec![(*arguments.get(1)?, path)])
        }
        // A component behind `import()`.
        ("dynamic" | "lazy", _) => {
            let load = module.unwrapped(first?);
            let of = |value: NodeId| {
                let is_import = matches!(module.kind(module.unwrapped(value)), Kind::ImportCall { .. });
                (value, inner(is_import.then_some("default")))
            };
            Some(module.returned(load).iter().map(|value| of(*value)).collect())
        }
        ("useDeferredValue" | "use", _) => Some(vec![(first?, path.to_vec())]),
        ("useMemo" | "useState" | "useRef" | "useOptimistic" | "useReducer" | "useActionState" | "useFormState", _) => {
            let mut path = path.to_vec();
            let (slot, value) = match name {
                "useMemo" => (None, first),
                "useRef" => (Some("current"), first),
                "useState" | "useOptimistic" => (Some("0"), first),
                // `useReducer(reduce, argument, initial)`.
                "useReducer" => (Some("0"), arguments.get(2).or_else(|| arguments.get(1)).copied()),
                _ => (Some("0"), arguments.get(1).copied()),
            };
            if let Some(slot) = slot
                && path.pop() != Some(Key::named(slot))
            {
                return None;
            }
            let value = value?;
            match module.kind(module.unwrapped(value)) {
                Kind::Function(_) => {
                    Some(module.returned(module.unwrapped(value)).iter().map(|value| (*value, path.clone())).collect())
                }
                _ => Some(vec![(value, path)]),
            }
        }
        ("freeze" | "seal", Some(_)) if receiver_is("Object") => Some(vec![(first?, path.to_vec())]),
        ("assign", Some(_)) if receiver_is("Object") => Some(assigned(module, arguments, path)),
        ("resolve" | "all", Some(_)) if receiver_is("Promise") => Some(vec![(first?, path.to_vec())]),
        ("map" | "flatMap" | "then", Some(_)) => {
            let mut path = path.to_vec();
            if name != "then" {
                path.pop();
            }
            let callback = module.unwrapped(first?);
            matches!(module.kind(callback), Kind::Function(_))
                .then(|| module.returned(callback).iter().map(|value| (*value, path.clone())).collect())
        }
        ("find" | "findLast" | "at" | "pop" | "shift", Some(receiver))
            if !path.is_empty() || name.starts_with("find") =>
        {
            let mut path = path.to_vec();
            path.push(Key::Unknown);
            Some(vec![(receiver, path)])
        }
        ("useSyncExternalStore", _) => {
            let snapshot = module.unwrapped(*arguments.get(2).or_else(|| arguments.get(1))?);
            Some(module.returned(snapshot).iter().map(|value| (*value, path.to_vec())).collect())
        }
        ("catch" | "finally", Some(receiver)) => {
            let callback = first.map(|callback| module.unwrapped(callback)).filter(|_| name == "catch");
            let caught = callback.into_iter().flat_map(|callback| module.returned(callback));
            Some(std::iter::once(&receiver).chain(caught).map(|value| (*value, path.to_vec())).collect())
        }
        ("flat" | "concat", Some(receiver)) if !path.is_empty() => {
            let added = if name == "concat" { arguments } else { &[] };
            let items = std::iter::once(&receiver).chain(added).map(|list| (*list, path.to_vec()));
            // Of what is added a list's items count, and what is none itself.
            let itself = added.iter().map(|item| (*item, path[..path.len() - 1].to_vec()));
            Some(items.chain(itself).collect())
        }
        ("filter" | "slice" | "sort" | "toSorted" | "reverse" | "toReversed", Some(receiver)) if !path.is_empty() => {
            let mut path = path.to_vec();
            let asks = name == "filter" && first.is_none_or(|test| module.written(test) != "Boolean");
            match path.pop()? {
                // Which of them are left, and where, is known at run time.
                Key::Name(index) if index.bytes().all(|byte| byte.is_ascii_digit()) => path.push(Key::Unknown),
                Key::Each if asks => path.push(Key::Unknown),
                key => path.push(key),
            }
            Some(vec![(receiver, path)])
        }
        ("reduce" | "reduceRight", Some(_)) => {
            let callback = module.unwrapped(first?);
            matches!(module.kind(callback), Kind::Function(_)).then(|| {
                let results = module.returned(callback).iter().chain(arguments.get(1));
                results.map(|value| (*value, path.to_vec())).collect()
            })
        }
        ("values" | "entries", Some(_)) if receiver_is("Object") && !path.is_empty() => {
            let mut path = path.to_vec();
            let each = path.pop() == Some(Key::Each);
            if name == "entries" && path.pop() != Some(Key::named("1")) {
                return None;
            }
            path.push(if each { Key::Each } else { Key::Unknown });
            Some(vec![(first?, path)])
        }
        // A schema's `parse(process.env)`; `JSON.parse` makes a value of its own.
        ("parse" | "parseAsync" | "parseSync" | "assert" | "validateSync" | "cast", Some(_))
            if !receiver_is("JSON") && !from_builtin(functions) =>
        {
            Some(vec![(first?, path.to_vec())])
        }
        ("safeParse" | "safeParseAsync", Some(_)) if path.last() == Some(&Key::named("data")) => {
            Some(vec![(first?, path[..path.len() - 1].to_vec())])
        }
        ("trim" | "trimEnd" | "trimStart" | "toString" | "valueOf", Some(receiver)) if arguments.is_empty() => {
            Some(vec![(receiver, inner(None))])
        }
        _ => None,
    }
}

/// What of each argument of `Object.assign` is left: what a later one names, an earlier one no longer gives.
fn assigned(module: &Module, arguments: &[NodeId], path: &[Key]) -> Vec<(NodeId, Vec<Key>)> {
    let mut named: Vec<Box<str>> = Vec::new();
    let mut left = Vec::new();
    for argument in arguments.iter().rev() {
        match path.last() {
            None if named.is_empty() => left.push((*argument, Vec::new())),
            None => left.push((*argument, vec![Key::Others(named.clone().into())])),
            Some(Key::Name(key)) if named.contains(key) => break,
            Some(_) => left.push((*argument, path.to_vec())),
        }
        if let Kind::Object { properties } = module.kind(module.unwrapped(*argument)) {
            named.extend(module.named_in(module.list(properties)));
        }
    }
    left
}

/// Whether the call makes a text of what it is given: of an error what it says.
pub(super) fn makes_text(module: &Module, callee: NodeId) -> bool {
    let callee = module.unwrapped(callee);
    match module.kind(callee) {
        Kind::Ident => module.written(callee) == "String",
        Kind::Member { property, .. } => module.text(property) == "toString",
        _ => false,
    }
}

/// Where the parameter of a callback gets its value from, and whether it is each item of it: `list.map((item) => …)`,
/// `promise.then((value) => …)`.
pub(super) fn handed_to_callback(module: &Module, function: NodeId, index: Option<usize>) -> Option<(NodeId, bool)> {
    let outer = module.wrapped(function);
    let call = module.parent(outer)?;
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
    if module.list(arguments).first() != Some(&outer) {
        return None;
    }
    match (module.text(property), index) {
        ("map" | "flatMap" | "forEach" | "filter" | "find" | "findLast" | "some" | "every", Some(0))
        | ("reduce" | "reduceRight", Some(1)) => Some((object, true)),
        ("then", Some(0)) => Some((object, false)),
        _ => None,
    }
}

/// The promise whose failure the parameter of a callback gets: `promise.catch((error) => …)`, the second of `then`.
pub(super) fn caught_by_callback(module: &Module, function: NodeId, index: Option<usize>) -> Option<NodeId> {
    let outer = module.wrapped(function);
    let Kind::Call { callee, arguments, .. } = module.kind(module.parent(outer)?) else { return None };
    let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
    let at = module.list(arguments).iter().position(|argument| *argument == outer)?;
    (index == Some(0) && matches!((module.text(property), at), ("catch", 0) | ("then", 1))).then_some(object)
}

/// `path.parse`, `url.parse` and the like of Node's own modules.
fn from_builtin(functions: &[Origin]) -> bool {
    functions.iter().any(|origin| {
        matches!(&origin.what, What::Package { specifier } if matches!(specifier.trim_start_matches("node:"), "path" | "url" | "querystring"))
    })
}

/// [`validated_environment`] of a call that is one.
pub(super) fn validated(
    module: &Module,
    callee: NodeId,
    arguments: &[NodeId],
    path: &[Key],
) -> Option<Vec<(NodeId, Vec<Key>)>> {
    let callee = module.unwrapped(callee);
    if module.kind(callee) != Kind::Ident || module.written(callee) != "createEnv" {
        return None;
    }
    validated_environment(module, *arguments.first()?, path)
}

/// `createEnv({ server, client, runtimeEnv: { A: process.env.A } })`: the value of `A` is that of `runtimeEnv.A`. With
/// `experimental__runtimeEnv` server variables are left out there, and come from `process.env`.
fn validated_environment(module: &Module, options: NodeId, path: &[Key]) -> Option<Vec<(NodeId, Vec<Key>)>> {
    let Kind::Object { properties } = module.kind(module.unwrapped(options)) else { return None };
    let wanted = path.last();
    let mut found = Vec::new();
    for property in module.list(properties) {
        let Kind::Property { key, value, computed, .. } = module.kind(*property) else { continue };
        let Some(name) = module.key(key, computed) else { continue };
        let holds_environment = matches!(&*name, "runtimeEnv" | "runtimeEnvStrict" | "experimental__runtimeEnv");
        if holds_environment && has_member(module, value, wanted) {
            found.push((value, path.to_vec()));
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Whether an object literal has the member; anything else may have it.
fn has_member(module: &Module, object: NodeId, wanted: Option<&Key>) -> bool {
    let (Kind::Object { properties }, Some(Key::Name(wanted))) = (module.kind(module.unwrapped(object)), wanted) else {
        return true;
    };
    module.list(properties).iter().any(|property| match module.kind(*property) {
        Kind::Property { key, computed, .. } => module.key(key, computed).is_none_or(|key| *key == **wanted),
        _ => true,
    })
}

/// Whether one of the functions is an export of such packages.
fn are_of(functions: &[Origin], packages: &[&str]) -> bool {
    functions.iter().any(|function| match &function.what {
        What::Package { specifier } => packages.iter().any(|package| specifier.starts_with(package)),
        _ => false,
    })
}
