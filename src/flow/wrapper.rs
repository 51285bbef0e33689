//! Calls that hand a value through: validated environments, React's memo, `Object.freeze`.

use super::key::Key;
use super::module::Module;
use super::origin::{Handed, Origin, What};
use crate::syntax::ast::{Kind, NodeId};

/// Where the value of a call comes from that only hands something through.
pub(super) enum Next {
    /// An expression, and what is taken of it (the next key last).
    Value(NodeId, Vec<Key>),
    /// What a callback gives back, which gets these values for its parameters.
    Returned { callback: NodeId, given: Vec<Vec<Handed>>, path: Vec<Key> },
}

/// Where the value of a call comes from when its function only hands an argument through. `None` when the call makes a value
/// of its own.
pub(super) fn through(
    module: &Module,
    callee: NodeId,
    arguments: &[NodeId],
    functions: &[Origin],
    path: &[Key],
) -> Option<Vec<Next>> {
    let callee = module.unwrapped(callee);
    let (name, receiver) = match module.kind(callee) {
        Kind::Ident => (module.written(callee), None),
        Kind::Member { object, property, .. } => (module.text(property), Some(module.unwrapped(object))),
        _ => return None,
    };
    let first = arguments.first().copied();
    let receiver_is = |global: &str| receiver.is_some_and(|object| module.written(object) == global);
    let value = |value: NodeId, path: Vec<Key>| Some(vec![Next::Value(value, path)]);
    let whole = |node: Option<NodeId>| value(node?, path.to_vec());
    match (name, receiver) {
        ("cleanEnv" | "String" | "structuredClone" | "unstable_cache", None)
        | ("memo" | "forwardRef" | "cache" | "useCallback", _) => whole(first),
        // An answer of a loader or an action: with a status, or without.
        ("json" | "data" | "defer", None) if are_of(functions, &["react-router", "@remix-run/", "@sveltejs/kit"]) => {
            whole(first)
        }
        ("fail", None) if are_of(functions, &["@sveltejs/kit"]) => {
            let mut path = path.to_vec();
            path.pop_if(|key| *key == Key::named("data"));
            value(*arguments.get(1)?, path)
        }
        // A component behind `import()`.
        ("dynamic" | "lazy", _) => {
            let load = module.unwrapped(first?);
            let of = |value: NodeId| {
                let is_import = matches!(module.kind(module.unwrapped(value)), Kind::ImportCall { .. });
                let mut path = path.to_vec();
                path.extend(is_import.then(|| Key::named("default")));
                Next::Value(value, path)
            };
            Some(module.returned(load).iter().map(|value| of(*value)).collect())
        }
        ("useDeferredValue", _) | ("use", None) => whole(first),
        // Of a server or a procedure it is another function.
        ("use", Some(_)) if receiver_is("React") => whole(first),
        ("useMemo" | "useState" | "useRef" | "useOptimistic" | "useReducer" | "useActionState" | "useFormState", _) => {
            let mut path = path.to_vec();
            let (slot, initial) = match name {
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
            let initial = initial?;
            Some(vec![match module.kind(module.unwrapped(initial)) {
                Kind::Function(_) => Next::Returned { callback: initial, given: Vec::new(), path },
                _ => Next::Value(initial, path),
            }])
        }
        ("useSyncExternalStore", _) => {
            let callback = *arguments.get(2).or_else(|| arguments.get(1))?;
            Some(vec![Next::Returned { callback, given: Vec::new(), path: path.to_vec() }])
        }
        ("flat" | "concat", Some(receiver))
            if path.last().is_some_and(|key| !matches!(key, Key::Name(name) if !is_index(name))) =>
        {
            let added = if name == "concat" { arguments } else { &[] };
            let items = std::iter::once(&receiver).chain(added).map(|list| Next::Value(*list, path.to_vec()));
            // Of what is added a list's items count, and what is none itself.
            let itself = added.iter().map(|item| Next::Value(*item, path[..path.len() - 1].to_vec()));
            Some(items.chain(itself).collect())
        }
        ("freeze" | "seal" | "preventExtensions", Some(_)) if receiver_is("Object") => whole(first),
        ("assign", Some(_)) if receiver_is("Object") => Some(assigned(module, arguments, path)),
        // What is not a member of its own is the prototype's.
        ("create", Some(_)) if receiver_is("Object") && !path.is_empty() => whole(first),
        ("values" | "entries", Some(_)) if receiver_is("Object") && !path.is_empty() => {
            let mut path = path.to_vec();
            let each = match path.pop()? {
                Key::Name(name) if !is_index(&name) => return None,
                key => key == Key::Each,
            };
            if name == "entries" && path.pop() != Some(Key::named("1")) {
                return None;
            }
            path.push(if each { Key::Each } else { Key::Unknown });
            value(first?, path)
        }
        ("get", Some(_)) if receiver_is("Reflect") => {
            let mut path = path.to_vec();
            path.push(module.key(*arguments.get(1)?, true).map_or(Key::Unknown, |key| Key::named(&key)));
            value(first?, path)
        }
        ("from", Some(_)) if receiver_is("Array") => match arguments.get(1) {
            Some(callback) => each(first?, *callback, path),
            None if path.is_empty() => None,
            None => whole(first),
        },
        ("of", Some(_)) if receiver_is("Array") => {
            let (key, path) = path.split_last().map_or((&Key::Each, path), |(key, path)| (key, path));
            let of = |(at, argument): (usize, &NodeId)| {
                key.may_be(Some(&at.to_string())).then(|| Next::Value(*argument, path.to_vec()))
            };
            Some(arguments.iter().enumerate().filter_map(of).collect())
        }
        ("resolve" | "all", Some(_)) if receiver_is("Promise") => whole(first),
        ("allSettled", Some(_)) if receiver_is("Promise") => {
            let mut path = path.to_vec();
            let at = path.pop()?;
            if path.pop() != Some(Key::named("value")) {
                return None;
            }
            path.push(at);
            value(first?, path)
        }
        ("race" | "any", Some(_)) if receiver_is("Promise") => {
            let mut path = path.to_vec();
            path.push(Key::Each);
            value(first?, path)
        }
        // A copy.
        ("parse", Some(_)) if receiver_is("JSON") && !path.is_empty() => {
            let Kind::Call { callee, arguments, .. } = module.kind(module.unwrapped(first?)) else { return None };
            let copied = module.list(arguments).first().copied();
            if module.written(callee) == "JSON.stringify" { whole(copied) } else { None }
        }
        ("map", Some(receiver)) => each(receiver, first?, path),
        ("flatMap", Some(receiver)) => {
            // Which item of which list is known at run time.
            let mut path = path.to_vec();
            let taken = path.pop().map(|key| if key == Key::Each { key } else { Key::Unknown });
            path.extend(taken);
            let given = vec![vec![(receiver, vec![Key::Each])]];
            Some(vec![Next::Returned { callback: first?, given, path }])
        }
        ("then", Some(receiver)) => {
            let given = vec![vec![(receiver, Vec::new())]];
            Some(vec![Next::Returned { callback: first?, given, path: path.to_vec() }])
        }
        ("catch" | "finally", Some(receiver)) => {
            let mut next = vec![Next::Value(receiver, path.to_vec())];
            if let Some(callback) = first.filter(|_| name == "catch") {
                next.push(Next::Returned { callback, given: Vec::new(), path: path.to_vec() });
            }
            Some(next)
        }
        ("find" | "findLast" | "at" | "pop" | "shift", Some(receiver))
            if !path.is_empty() || name.starts_with("find") || name == "at" =>
        {
            let mut path = path.to_vec();
            path.push(match first.map(|index| module.written(index)) {
                Some(index) if name == "at" && index.parse::<i32>().is_ok() => Key::named(index),
                _ => Key::Unknown,
            });
            value(receiver, path)
        }
        // `generator.next().value`.
        ("next", Some(receiver)) if path.last() == Some(&Key::named("value")) => {
            let mut path = path.to_vec();
            path.pop();
            path.push(Key::Unknown);
            value(receiver, path)
        }
        ("filter" | "slice" | "sort" | "toSorted" | "reverse" | "toReversed", Some(receiver)) if !path.is_empty() => {
            let mut path = path.to_vec();
            let asks = name == "filter" && first.is_none_or(|test| module.written(test) != "Boolean");
            match path.pop()? {
                // Which of them are left, and where, is known at run time.
                Key::Name(index) if is_index(&index) => path.push(Key::Unknown),
                Key::Each if asks => path.push(Key::Unknown),
                key => path.push(key),
            }
            value(receiver, path)
        }
        ("reduce" | "reduceRight", Some(receiver)) => {
            let item = |key: Key| vec![(receiver, vec![key])];
            let begun = match arguments.get(1) {
                Some(begun) => vec![(*begun, Vec::new())],
                None => item(Key::Each),
            };
            let begins = arguments.get(1).map(|begun| Next::Value(*begun, path.to_vec()));
            let given = vec![begun, item(Key::Each)];
            let ends = Next::Returned { callback: first?, given, path: path.to_vec() };
            Some(std::iter::once(ends).chain(begins).collect())
        }
        // A schema's `parse(process.env)`; `JSON.parse` makes a value of its own.
        ("parse" | "parseAsync" | "parseSync" | "assert" | "validateSync" | "cast", Some(_))
            if !receiver_is("JSON") && !from_builtin(functions) =>
        {
            whole(first)
        }
        ("safeParse" | "safeParseAsync", Some(_)) if path.last() == Some(&Key::named("data")) => {
            value(first?, path[..path.len() - 1].to_vec())
        }
        ("trim" | "trimEnd" | "trimStart" | "toString" | "valueOf", Some(receiver)) if arguments.is_empty() => {
            whole(Some(receiver))
        }
        _ => None,
    }
}

/// A list's item; else it is a member that every list has, as `length`.
fn is_index(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a callback makes of an item of a list, or of each.
fn each(list: NodeId, callback: NodeId, path: &[Key]) -> Option<Vec<Next>> {
    let mut path = path.to_vec();
    let item = match path.pop() {
        // `list.map(…).length`.
        Some(Key::Name(name)) if !is_index(&name) => return None,
        key => key.unwrap_or(Key::Each),
    };
    let given = vec![vec![(list, vec![item])]];
    Some(vec![Next::Returned { callback, given, path }])
}

/// What of each argument of `Object.assign` is left: what a later one names, an earlier one no longer gives.
fn assigned(module: &Module, arguments: &[NodeId], path: &[Key]) -> Vec<Next> {
    let mut named: Vec<Box<str>> = Vec::new();
    let mut left = Vec::new();
    for argument in arguments.iter().rev() {
        match path.last() {
            None if named.is_empty() => left.push(Next::Value(*argument, Vec::new())),
            None => left.push(Next::Value(*argument, vec![Key::Others(named.clone().into())])),
            Some(Key::Name(key)) if named.contains(key) => break,
            Some(_) => left.push(Next::Value(*argument, path.to_vec())),
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

/// `createEnv({ server, client, runtimeEnv: { A: process.env.A } })`: its options, and where the value comes from. With
/// `experimental__runtimeEnv` and what is said in `extends` that is nowhere in them.
pub(super) fn validated(
    module: &Module,
    callee: NodeId,
    arguments: &[NodeId],
    path: &[Key],
) -> Option<(NodeId, Vec<Next>)> {
    let callee = module.unwrapped(callee);
    if module.kind(callee) != Kind::Ident || module.written(callee) != "createEnv" {
        return None;
    }
    let options = *arguments.first()?;
    let Kind::Object { properties } = module.kind(module.unwrapped(options)) else { return None };
    let wanted = path.last();
    let mut found = Vec::new();
    for property in module.list(properties) {
        let Kind::Property { key, value, computed, .. } = module.kind(*property) else { continue };
        let Some(name) = module.key(key, computed) else { continue };
        let holds_environment = matches!(&*name, "runtimeEnv" | "runtimeEnvStrict" | "experimental__runtimeEnv");
        if holds_environment && has_member(module, value, wanted) {
            found.push(Next::Value(value, path.to_vec()));
        }
    }
    Some((options, found))
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
