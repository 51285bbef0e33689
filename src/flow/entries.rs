//! Values under keys that are no members: maps, headers, queries, forms, lists of pairs.

use std::sync::Arc;

use super::Flow;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, What};
use super::put::PutKey;
use super::walk::{State, Walk};
use crate::syntax::ast::{Kind, NodeId};

/// What keeps entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeper {
    /// By keys as they are, from pairs.
    Map,
    /// From a list.
    Set,
    /// By names in any case, from an object or pairs: `Headers`.
    Headers,
    /// From an object, pairs or a text.
    Names,
}

/// A thing that keeps entries, and where it is made.
struct Kept {
    home: Arc<Module>,
    made: NodeId,
    keeper: Keeper,
    frame: Option<Arc<Frame>>,
}

impl Flow<'_> {
    fn kept(&self, module: &Arc<Module>, receiver: NodeId, frame: Option<&Arc<Frame>>) -> Vec<Kept> {
        let origins = self.origins_in(module, receiver, frame.cloned());
        let kept = origins.iter().filter_map(|origin| {
            let What::Result(place) = origin.what else { return None };
            let home = self.module(place.file)?;
            let Kind::New { callee, .. } = home.kind(place.node) else { return None };
            let keeper = match home.written(callee) {
                "Map" | "WeakMap" => Keeper::Map,
                "Set" | "WeakSet" => Keeper::Set,
                "Headers" => Keeper::Headers,
                "URLSearchParams" | "FormData" => Keeper::Names,
                "URL" if matches!(origin.path.as_slice(), [Key::Name(part)] if &**part == "searchParams") => {
                    Keeper::Names
                }
                _ => return None,
            };
            let is_whole = origin.path.is_empty() || home.written(callee) == "URL";
            is_whole.then(|| Kept { home, made: place.node, keeper, frame: origin.frame.clone() })
        });
        kept.collect()
    }
}

impl Walk<'_> {
    /// `map.get(key)`, `[...map.values()]`, `headers.entries()`: whether it is one.
    pub(super) fn entries(&mut self, module: &Arc<Module>, call: NodeId, state: &State) -> bool {
        let Kind::Call { callee, arguments, .. } = module.kind(call) else { return false };
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return false };
        let name = module.text(property);
        if !matches!(name, "get" | "getAll" | "values" | "entries" | "keys") {
            return false;
        }
        let flow = self.flow();
        let kept = flow.kept(module, object, state.frame.as_ref());
        let mut inner = state.clone();
        let key = match (name, module.list(arguments).first()) {
            ("get", Some(key)) => flow.key(module, *key, state.frame.as_ref()),
            ("getAll", Some(key)) => {
                inner.path.pop();
                flow.key(module, *key, state.frame.as_ref())
            }
            // `[...map.values()]` takes each.
            ("values", _) => inner.path.pop().filter(|key| *key == Key::Unknown).unwrap_or(Key::Each),
            ("entries", _) => {
                let key = inner.path.pop().filter(|key| *key == Key::Unknown).unwrap_or(Key::Each);
                match inner.path.pop() {
                    Some(Key::Name(part)) if &*part == "0" => return !kept.is_empty(),
                    _ => key,
                }
            }
            ("keys", _) => return kept.iter().any(|kept| kept.keeper != Keeper::Set),
            _ => return false,
        };
        for kept in &kept {
            self.entry_of(kept, &key, &inner);
        }
        !kept.is_empty()
    }

    /// What a callback that gets each value gets: `map.forEach((value, key) => …)`. Whether the receiver is such a thing.
    pub(super) fn each_entry(&mut self, module: &Arc<Module>, receiver: NodeId, state: &State) -> bool {
        let kept = self.flow().kept(module, receiver, state.frame.as_ref());
        for kept in &kept {
            self.entry_of(kept, &Key::Each, state);
        }
        !kept.is_empty()
    }

    /// Follows the values that are kept under a key.
    fn entry_of(&mut self, kept: &Kept, key: &Key, state: &State) {
        let Kind::New { arguments, .. } = kept.home.kind(kept.made) else { return };
        let before = state.clone();
        let mut state = State { frame: kept.frame.clone(), ..state.clone() };
        let put = self.flow().put_by_name(&kept.home, kept.made);
        state.choose(key, 2);
        if let Some(first) = kept.home.list(arguments).first() {
            match kept.keeper {
                Keeper::Set => self.expression(&kept.home, *first, state.clone().taking(key.clone())),
                _ => self.pair(&kept.home, *first, key, kept.keeper, &state),
            }
        }
        for (name, value) in put {
            let is_it = name.as_deref().is_none_or(|name| is_key(kept.keeper, key, name));
            if is_it {
                self.expression(&kept.home, value, state.clone());
            }
        }
        // It may be filled elsewhere.
        self.unknown(before);
    }

    /// `new Map([[key, value]])`, `new Headers({ key: value })`, `Object.fromEntries(…)`.
    fn pair(&mut self, module: &Arc<Module>, list: NodeId, key: &Key, keeper: Keeper, state: &State) {
        let list = module.unwrapped(list);
        match module.kind(list) {
            Kind::Array { items } => {
                for item in module.list(items) {
                    let item = module.unwrapped(*item);
                    match module.kind(item) {
                        Kind::Array { items } => {
                            let [name, value] = module.list(items) else { continue };
                            let is_it = match self.flow().key(module, *name, state.frame.as_ref()) {
                                Key::Name(name) => is_key(keeper, key, &name),
                                _ => true,
                            };
                            if is_it {
                                self.expression(module, *value, state.clone());
                            }
                        }
                        Kind::Spread { argument } => self.pair(module, argument, key, keeper, state),
                        _ => self.expression(module, item, state.clone().taking(Key::named("1"))),
                    }
                }
            }
            Kind::Object { properties } if keeper != Keeper::Map => {
                for property in module.list(properties) {
                    match module.kind(*property) {
                        Kind::Property { key: name, value, computed, .. }
                            if module.key(name, computed).is_none_or(|name| is_key(keeper, key, &name)) =>
                        {
                            self.expression(module, value, state.clone());
                        }
                        Kind::Spread { argument } => self.pair(module, argument, key, keeper, state),
                        _ => {}
                    }
                }
            }
            _ => {
                let mut each = state.clone();
                each.chosen |= matches!(key, Key::Name(_));
                self.expression(module, list, each.taking(Key::named("1")).taking(Key::Each));
            }
        }
    }

    /// What is taken of `Object.fromEntries(list)`.
    pub(super) fn made_of_pairs(&mut self, module: &Arc<Module>, list: NodeId, state: &State) {
        let mut inner = state.clone();
        let key = inner.path.pop().unwrap_or(Key::Each);
        self.pair(module, list, &key, Keeper::Map, &inner);
    }
}

impl Flow<'_> {
    /// What is put under keys into a thing by its name, after it is made.
    fn put_by_name(&self, home: &Arc<Module>, made: NodeId) -> Vec<(Option<Box<str>>, NodeId)> {
        let mut put = Vec::new();
        if let Some(binding) = home.named_as(made) {
            for item in home.put_into(binding) {
                let name = item.path.last().and_then(PutKey::name).map(Box::from);
                put.push((name, item.value));
            }
        }
        put
    }
}

fn is_key(keeper: Keeper, key: &Key, name: &str) -> bool {
    match key {
        Key::Name(wanted) if keeper == Keeper::Headers => wanted.eq_ignore_ascii_case(name),
        key => key.may_be(Some(name)),
    }
}
