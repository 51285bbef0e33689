//! What is put into an object, list or map after it is made.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError};

use super::module::Module;
use crate::syntax::ast::{BindingId, BindingKind, Kind, NodeId};

/// Where in an object something is put.
#[derive(Clone, Debug)]
pub(super) enum PutKey<'m> {
    Name(Cow<'m, str>),
    /// Under a name that is known at run time.
    Computed,
    /// At the next place of a list.
    Next,
}

impl<'m> From<Option<Cow<'m, str>>> for PutKey<'m> {
    fn from(name: Option<Cow<'m, str>>) -> Self {
        name.map_or(Self::Computed, Self::Name)
    }
}

impl PutKey<'_> {
    /// What it is called, if that is known.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) => Some(name),
            Self::Computed | Self::Next => None,
        }
    }
}

/// Outermost first.
type Keys<'m> = Vec<PutKey<'m>>;

/// Something that is put into an object after it is made.
pub(super) struct Put<'m> {
    /// Where. What is put nowhere gives all that it holds: `Object.assign(it, value)`.
    pub path: Keys<'m>,
    pub value: NodeId,
}

impl Module {
    /// The plain name that an expression is the first value of.
    pub fn named_as(&self, value: NodeId) -> Option<BindingId> {
        let outer = self.wrapped(value);
        match self.kind(self.parent(outer)?) {
            Kind::Declarator { target, init: Some(init), .. } if init == outer => self.plain_binding(target),
            // What a `reduce` begins with: its callback's first parameter.
            Kind::Call { callee, arguments, .. } => match self.list(arguments) {
                [callback, begun, ..] if *begun == outer && self.written(callee).ends_with(".reduce") => {
                    let Kind::Function(function) = self.kind(self.unwrapped(*callback)) else { return None };
                    self.plain_binding(*self.list(function.parameters).first()?)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The function that an expression is, or names, in this module.
    pub(super) fn named_function(&self, value: NodeId) -> Option<NodeId> {
        let value = self.unwrapped(value);
        let is_function = |node: &NodeId| matches!(self.kind(*node), Kind::Function(_));
        if is_function(&value) {
            return Some(value);
        }
        let binding = self.resolve(value).filter(|_| self.kind(value) == Kind::Ident)?;
        let declared = match self.binding(binding).kind {
            BindingKind::Function => self.binding(binding).declaration,
            _ => self.unwrapped(self.initialiser(binding)?),
        };
        Some(declared).filter(is_function)
    }

    /// Whether something is put into an object, list or map where its name stands.
    pub(super) fn is_filled_at(&self, used: NodeId) -> bool {
        !self.put_by(used, false).is_empty()
    }

    /// What is put into an object, list or map by its name after it is made.
    pub(super) fn put_into(&self, binding: BindingId) -> Vec<Put<'_>> {
        self.put_through(binding, true)
    }

    /// `aliases`: also by the names of its parts (`const a = it.a; a.b = value`).
    fn put_through(&self, binding: BindingId, aliases: bool) -> Vec<Put<'_>> {
        self.filled_at(binding, aliases).iter().flat_map(|used| self.put_by(*used, aliases)).collect()
    }

    /// The uses of a name where something is put into it: few of many, asked for again and again.
    fn filled_at(&self, binding: BindingId, aliases: bool) -> Arc<[NodeId]> {
        let known = self.filled.lock().unwrap_or_else(PoisonError::into_inner).get(&(binding, aliases)).cloned();
        known.unwrap_or_else(|| {
            let fills = |used: &NodeId| !self.put_by(*used, aliases).is_empty();
            let filled: Arc<[NodeId]> = self.uses(binding).iter().copied().filter(fills).collect();
            let mut all = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert((binding, aliases), Arc::clone(&filled));
            filled
        })
    }

    /// `it.a.b = value`, `it.a.push(value)`, `it.set(key, value)`, `Object.assign(it, value)`.
    pub(super) fn put_by(&self, used: NodeId, aliases: bool) -> Vec<Put<'_>> {
        let mut path = Vec::new();
        let mut at = used;
        while let Some(outer) = self.parent(at) {
            match self.kind(outer) {
                Kind::Member { object, property, .. } if object == at => {
                    path.push(PutKey::Name(Cow::Borrowed(self.text(property))));
                }
                Kind::Index { object, index, .. } if object == at => path.push(self.key(index, true).into()),
                Kind::NonNull { .. } | Kind::Paren { .. } | Kind::TypeCast { .. } => {}
                Kind::Declarator { target, init, .. } if init == Some(at) && at != used && aliases => {
                    let Some(part) = self.plain_binding(target) else { break };
                    let mut puts = self.put_through(part, false);
                    for put in &mut puts {
                        put.path.splice(..0, path.iter().cloned());
                    }
                    return puts;
                }
                Kind::Assign { target, value, .. } if target == at && at != used => {
                    return vec![Put { path, value }];
                }
                Kind::Call { callee, arguments, .. } if callee == at && at != used => {
                    let Some(PutKey::Name(method)) = path.pop() else { return Vec::new() };
                    return self.put_by_method(&method, self.list(arguments), &path);
                }
                Kind::Call { callee, arguments, .. } if self.list(arguments).contains(&at) => {
                    let arguments = self.list(arguments);
                    return match self.named_function(callee) {
                        Some(function) if aliases => self.put_by_own(function, arguments, at, &path),
                        None if arguments.first() == Some(&at) => {
                            self.put_by_function(self.written(callee), arguments, &path)
                        }
                        _ => Vec::new(),
                    };
                }
                _ => break,
            }
            at = outer;
        }
        Vec::new()
    }

    /// By a function of this module that it is handed to: `function fill(it, value) { it.key = value; }`.
    fn put_by_own<'m>(&'m self, function: NodeId, arguments: &[NodeId], at: NodeId, path: &Keys<'m>) -> Vec<Put<'m>> {
        let Kind::Function(parts) = self.kind(function) else { return Vec::new() };
        let parameters = self.list(parts.parameters);
        let position = |node: &NodeId| arguments.iter().position(|argument| argument == node);
        let filled = position(&at).and_then(|index| self.plain_binding(*parameters.get(index)?));
        let mut puts = filled.map_or_else(Vec::new, |parameter| self.put_through(parameter, false));
        for put in &mut puts {
            put.path.splice(..0, path.iter().cloned());
            let named = self.resolve(self.unwrapped(put.value));
            let handed =
                parameters.iter().position(|parameter| named.is_some() && self.plain_binding(*parameter) == named);
            put.value = handed.and_then(|index| arguments.get(index)).copied().unwrap_or(put.value);
        }
        puts
    }

    fn put_by_method<'m>(&'m self, method: &str, arguments: &[NodeId], path: &Keys<'m>) -> Vec<Put<'m>> {
        let below = |key: PutKey<'m>| path.iter().cloned().chain([key]).collect();
        match (method, arguments) {
            ("push" | "unshift" | "add", values) => values
                .iter()
                .map(|value| match self.kind(*value) {
                    Kind::Spread { argument } => Put { path: path.clone(), value: argument },
                    _ => Put { path: below(PutKey::Next), value: *value },
                })
                .collect(),
            ("set" | "append", [key, value, ..]) => {
                vec![Put { path: below(self.key(*key, true).into()), value: *value }]
            }
            _ => Vec::new(),
        }
    }

    fn put_by_function<'m>(&'m self, function: &str, arguments: &[NodeId], path: &Keys<'m>) -> Vec<Put<'m>> {
        let below = |key: NodeId| path.iter().cloned().chain([self.key(key, true).into()]).collect();
        match (function, arguments) {
            ("Object.assign", [_, values @ ..]) => {
                values.iter().map(|value| Put { path: path.clone(), value: *value }).collect()
            }
            ("Reflect.set", [_, key, value, ..]) => vec![Put { path: below(*key), value: *value }],
            ("Object.defineProperty" | "Reflect.defineProperty", [_, key, described]) => {
                let Kind::Object { properties } = self.kind(self.unwrapped(*described)) else { return Vec::new() };
                let value = self.list(properties).iter().find_map(|property| match self.kind(*property) {
                    Kind::Property { key, value, computed, .. } => {
                        (self.key(key, computed)? == "value").then_some(value)
                    }
                    _ => None,
                });
                value.map(|value| Put { path: below(*key), value }).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}
