//! State that a library keeps in the browser as a whole: zustand's `persist(…)`, Pinia's `persist: true`.
//!
//! Sources: zustand.docs.pmnd.rs, *persist*; prazdevs.github.io/pinia-plugin-persistedstate.

use std::sync::Arc;

use super::File;
use crate::flow::{Module, Place, What};
use crate::secrets::{SessionName, parts_of_name};
use crate::syntax::ast::{Kind, NodeId};

/// Functions around the one that makes the state: `persist(immer(devtools(make)))`.
const DEPTH: u32 = 4;

/// Where a page keeps things that every script of it can read.
pub(in crate::rules) const STORAGES: [&str; 2] = ["localStorage", "sessionStorage"];

/// The name of a member, and the storage that keeps it.
type Kept = (NodeId, &'static str);

/// The members of a store that are kept and that are called a session's token.
pub(in crate::rules) fn kept(file: &File<'_>, module: &Module, call: NodeId) -> Vec<Kept> {
    let Kind::Call { arguments, .. } = module.kind(call) else { return Vec::new() };
    let place = |node: NodeId| Place { file: file.id, node };
    let Some(callee) = file.flow.callee(place(call)) else { return Vec::new() };
    match (&*callee.package, callee.last(), module.list(arguments)) {
        ("zustand/middleware", "persist", [make, options, ..]) => of_zustand(file, place(*make), place(*options)),
        ("pinia", "defineStore", [name, rest @ ..]) => of_pinia(file, place(*name), rest),
        _ => Vec::new(),
    }
}

fn of_zustand(file: &File<'_>, make: Place, options: Place) -> Vec<Kept> {
    let option = |name: &str| file.flow.objects(options).into_iter().find_map(|it| file.flow.property(it, name));
    let Some(storage) = storage_of(file, option("storage").or_else(|| option("getStorage"))) else {
        return Vec::new();
    };
    let state = match option("partialize") {
        Some(partialize) => made_by(file, partialize, DEPTH),
        None => made_by(file, make, DEPTH),
    };
    tokens(file, &state, option("name"), &|_| true).into_iter().map(|key| (key, storage)).collect()
}

fn of_pinia(file: &File<'_>, name: Place, rest: &[NodeId]) -> Vec<Kept> {
    let objects: Vec<Place> =
        rest.iter().flat_map(|node| file.flow.objects(Place { file: file.id, node: *node })).collect();
    let option = |name: &str| objects.iter().find_map(|it| file.flow.property(*it, name));
    let Some(persist) = option("persist").filter(|persist| !is_off(file, *persist)) else { return Vec::new() };
    let setting = |name: &str| file.flow.objects(persist).into_iter().find_map(|it| file.flow.property(it, name));
    let Some(storage) = storage_of(file, setting("storage")) else { return Vec::new() };
    let state = match option("state") {
        Some(state) => made_by(file, state, DEPTH),
        // `defineStore('auth', () => { …; return { token }; }, { persist: true })`
        None => rest.first().map_or(Vec::new(), |make| made_by(file, Place { file: file.id, node: *make }, DEPTH)),
    };
    let picked = setting("pick").or_else(|| setting("paths")).map(|list| texts(file, list));
    let left_out = setting("omit").map(|list| texts(file, list)).unwrap_or_default();
    let is_kept = |key: &str| {
        picked.as_ref().is_none_or(|picked| picked.iter().any(|it| it == key)) && !left_out.iter().any(|it| it == key)
    };
    tokens(file, &state, Some(name), &is_kept).into_iter().map(|key| (key, storage)).collect()
}

fn is_off(file: &File<'_>, value: Place) -> bool {
    file.flow.module(value.file).is_some_and(|module| module.kind(module.unwrapped(value.node)) == Kind::Bool(false))
}

/// The storage that is named, or the usual one where none is; `None`: another keeps it.
fn storage_of(file: &File<'_>, given: Option<Place>) -> Option<&'static str> {
    let Some(given) = given else { return Some(STORAGES[0]) };
    let module = file.flow.module(given.file)?;
    STORAGES.into_iter().find(|storage| module.written(given.node).contains(storage))
}

/// The objects that a function gives, or one within calls around it.
fn made_by(file: &File<'_>, function: Place, depth: u32) -> Vec<Place> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let origins = file.flow.origins(function).into_iter();
    let made = origins.flat_map(|origin| match origin.what {
        What::Expression(place) => match file.flow.module(place.file) {
            Some(home) if matches!(home.kind(place.node), Kind::Function(_)) => {
                let returned = home.returned(place.node).iter();
                returned.flat_map(|node| file.flow.objects(Place { file: place.file, node: *node })).collect()
            }
            _ => Vec::new(),
        },
        What::Result(place) => match file.flow.module(place.file).map(|home| (home.kind(place.node), home)) {
            Some((Kind::Call { arguments, .. }, home)) => home
                .list(arguments)
                .first()
                .map_or(Vec::new(), |first| made_by(file, Place { file: place.file, node: *first }, depth)),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    });
    made.collect()
}

/// The keys of this file's objects that are called a session's token; a plain `token` in a store of sessions.
fn tokens(file: &File<'_>, state: &[Place], name: Option<Place>, is_kept: &dyn Fn(&str) -> bool) -> Vec<NodeId> {
    let name = name.and_then(|name| file.flow.fold(name)).map(|name| name.value).unwrap_or_default();
    let is_of_sessions =
        parts_of_name(&name).iter().any(|part| matches!(part.as_str(), "auth" | "login" | "session" | "user"));
    let own: Option<&Arc<Module>> = file.module();
    let keys =
        state.iter().filter(|place| place.file == file.id).zip(own.into_iter().cycle()).flat_map(|(it, module)| {
            let Kind::Object { properties } = module.kind(it.node) else { return Vec::new() };
            let named = module.list(properties).iter().filter_map(|property| {
                let Kind::Property { key, value, computed, .. } = module.kind(*property) else { return None };
                let says = SessionName::of(&module.key(key, computed).filter(|key| is_kept(key))?)?;
                let is_token = says == SessionName::Session || says == SessionName::Token && is_of_sessions;
                (is_token && !matches!(module.kind(module.unwrapped(value)), Kind::Function(_))).then_some(key)
            });
            named.collect()
        });
    keys.collect()
}

/// The texts of a list.
fn texts(file: &File<'_>, list: Place) -> Vec<String> {
    let Some(module) = file.flow.module(list.file) else { return Vec::new() };
    let Kind::Array { items } = module.kind(module.unwrapped(list.node)) else { return Vec::new() };
    let folded = module.list(items).iter().map(|node| file.flow.fold(Place { file: list.file, node: *node }));
    folded.flatten().map(|text| text.value).collect()
}
