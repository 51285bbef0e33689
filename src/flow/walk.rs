//! From an expression back to what makes its value: through names, members, patterns, imports and calls.

use std::sync::Arc;

use super::gone::Taken;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Origin, What};
use super::put::{Put, PutKey};
use super::{Flow, Place};

use crate::syntax::ast::{BindingId, BindingKind, Flavour, Kind, NodeId, VariableKind};
use crate::syntax::facts::{EnvForm, EnvObject};

/// One question on its way. Whatever cannot be known ends as [`What::Unknown`], never in a guess.
pub(super) struct Walk<'f> {
    flow: &'f Flow<'f>,
    out: Vec<Origin>,
}

/// Where the walk stands: what is still to be taken of the value (the next key last), and in which calls.
#[derive(Clone, Default)]
pub(super) struct State {
    pub path: Vec<Key>,
    pub frame: Option<Arc<Frame>>,
    /// A key that is not known chose between several on the way.
    pub chosen: bool,
}

impl State {
    pub(super) fn taking(mut self, key: Key) -> Self {
        self.path.push(key);
        self
    }
}

impl<'f> Walk<'f> {
    pub(super) fn new(flow: &'f Flow<'f>) -> Self {
        Self { flow, out: Vec::new() }
    }

    pub(super) const fn flow(&self) -> &'f Flow<'f> {
        self.flow
    }

    pub(super) fn finish(self) -> Vec<Origin> {
        self.out
    }

    pub(super) fn end(&mut self, what: What, state: State) {
        let State { mut path, frame, chosen } = state;
        path.reverse();
        self.add(Origin { what, path, frame, chosen });
    }

    pub(super) fn add(&mut self, origin: Origin) {
        let same =
            |known: &&mut Origin| known.what == origin.what && known.path == origin.path && known.frame == origin.frame;
        match self.out.iter_mut().find(same) {
            Some(known) => known.chosen &= origin.chosen,
            None => self.out.push(origin),
        }
    }

    /// Follows nothing: there is no such member.
    pub(super) fn undefined(&mut self, state: State) {
        self.end(What::Global(Box::from("undefined")), State { path: Vec::new(), ..state });
    }

    pub(super) fn unknown(&mut self, state: State) {
        self.end(What::Unknown, state);
    }

    /// Follows the value of an expression.
    pub(super) fn expression(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let flow = self.flow;
        let Some(_step) = flow.meter.step() else { return self.unknown(state) };
        let node = module.unwrapped(node);
        if module.env_read(node).is_some() {
            return self.env(module, node, state);
        }
        let place = Place { file: module.id, node };
        match module.kind(node) {
            Kind::Ident => self.ident(module, node, state),
            Kind::Member { object, property, .. } => {
                let key = Key::named(module.text(property));
                self.expression(module, object, state.taking(key));
            }
            Kind::Index { .. } if module.is_screened(node) => self.undefined(state),
            Kind::Index { object, index, .. } => {
                for key in flow.keys(module, index, state.frame.as_ref()) {
                    self.expression(module, object, state.clone().taking(key));
                }
            }
            Kind::Object { .. } | Kind::Array { .. } | Kind::Enum { .. } | Kind::Class(_) => {
                self.take(module, node, state);
            }
            Kind::Conditional { test, consequent, alternate } => {
                let holds = match module.kind(module.unwrapped(test)) {
                    Kind::Bool(holds) => Some(holds),
                    _ => flow.holds(module, test, state.frame.as_ref()),
                };
                if holds != Some(false) {
                    self.expression(module, consequent, state.clone());
                }
                if holds != Some(true) {
                    self.expression(module, alternate, state);
                }
            }
            Kind::Logical { operator, left, right } => {
                if module.text(operator) != "&&" {
                    self.expression(module, left, state.clone());
                }
                self.expression(module, right, state);
            }
            Kind::Assign { operator, target, value } => match module.text(operator) {
                "=" | "&&=" => self.expression(module, value, state),
                "??=" | "||=" => {
                    self.expression(module, target, state.clone());
                    self.expression(module, value, state);
                }
                _ => self.sum(module, target, value, &state),
            },
            Kind::Sequence { expressions } => match module.list(expressions).last() {
                Some(last) => self.expression(module, *last, state),
                None => self.unknown(state),
            },
            Kind::ImportCall { .. } => self.required(module, node, state),
            Kind::Call { .. } if module.import_call(node).is_some() => self.required(module, node, state),
            Kind::Call { .. } => self.call(module, node, state),
            Kind::New { .. } => self.new_instance(module, node, state),
            Kind::This => self.this(module, node, state),
            Kind::Super => self.above(module, node, state),
            Kind::Function(_)
            | Kind::String
            | Kind::Template { .. }
            | Kind::TaggedTemplate { .. }
            | Kind::Number
            | Kind::BigInt
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Regex
            | Kind::Unary { .. }
            | Kind::Binary { .. }
            | Kind::JsxElement { .. }
                if state.path.is_empty() =>
            {
                self.end(What::Expression(place), state);
            }
            _ => self.unknown(state),
        }
    }

    fn env(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let Some(read) = module.env_read(node).copied() else { return self.unknown(state) };
        let place = Place { file: module.id, node };
        let keys = match (read.form, read.name) {
            (_, Some(name)) => vec![Key::named(unquoted(module.text(name)))],
            (EnvForm::Computed, None) => match module.kind(node) {
                Kind::Index { index, .. } => self.flow.keys(module, index, state.frame.as_ref()),
                _ => vec![Key::Unknown],
            },
            (_, None) => return self.of_environment(place, read.object, state),
        };
        self.variables(place, read.object, keys, &state);
    }

    /// Follows what is taken of an environment: single variables, or the whole.
    pub(super) fn of_environment(&mut self, place: Place, object: EnvObject, mut state: State) {
        let keys = match state.path.pop() {
            Some(Key::Among(names)) => names.iter().cloned().map(Key::Name).collect(),
            // One of all is not the whole.
            Some(Key::Unknown) => return self.unknown(state),
            key => vec![key.unwrap_or(Key::Each)],
        };
        self.variables(place, object, keys, &state);
    }

    fn variables(&mut self, place: Place, object: EnvObject, keys: Vec<Key>, state: &State) {
        for key in keys {
            let name = match key {
                Key::Name(name) => Some(name),
                _ => None,
            };
            if name.is_some() && !state.path.is_empty() {
                self.unknown(state.clone());
                continue;
            }
            let what = What::Env { place, object, name };
            self.end(what, State { path: Vec::new(), ..state.clone() });
        }
    }

    fn ident(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        if let Some(binding) = module.resolve(node) {
            if module.is_screened(node) {
                return self.undefined(state);
            }
            let gone = module.gone_from(binding, node);
            if gone.is_empty() {
                return self.name(module, binding, Some(node), state);
            }
            let gone = self.gone_keys(module, &gone, &mut state);
            if gone.iter().any(|name| self.flow.is_cleared(module, binding, name, state.frame.as_ref())) {
                return self.undefined(state);
            }
            return match state.clone().without(&gone) {
                Some(left) => self.name(module, binding, Some(node), left),
                None => self.undefined(state),
            };
        }
        let mut name: Box<str> = Box::from(module.written(node));
        if &*name == "arguments" {
            return self.of_arguments(module, node, state);
        }
        while matches!(&*name, "window" | "globalThis" | "self") {
            match state.path.pop() {
                Some(Key::Name(key)) => name = key,
                Some(key) => {
                    state.path.push(key);
                    break;
                }
                None => break,
            }
        }
        self.end(What::Global(name), state);
    }

    /// The names of what is gone. Where a key is not known, it is one of the rest perhaps.
    fn gone_keys(&self, module: &Arc<Module>, gone: &[Taken], state: &mut State) -> Vec<Box<str>> {
        let mut names = Vec::new();
        for taken in gone {
            let index = match taken {
                Taken::Named(key) => {
                    names.push(Box::from(module.text(*key)));
                    continue;
                }
                Taken::By(index) => *index,
            };
            for key in self.flow.keys(module, index, state.frame.as_ref()) {
                match key {
                    Key::Name(name) => names.push(name),
                    Key::Among(among) => names.extend(among.iter().cloned()),
                    Key::Unknown | Key::Each | Key::Others(_) => state.chosen = true,
                }
            }
        }
        names
    }

    /// Follows what a declared name holds in the end.
    pub(super) fn binding(&mut self, module: &Arc<Module>, binding: BindingId, state: State) {
        self.name(module, binding, None, state);
    }

    /// Follows what a declared name holds where it is used.
    fn name(&mut self, module: &Arc<Module>, binding: BindingId, used: Option<NodeId>, state: State) {
        let flow = self.flow;
        let Some(_step) = flow.meter.step() else { return self.unknown(state) };
        let declared = *module.binding(binding);
        match declared.kind {
            BindingKind::Import => self.imported(module, binding, state),
            BindingKind::Function | BindingKind::Class | BindingKind::Enum => {
                let place = Place { file: module.id, node: declared.declaration };
                if state.path.is_empty() {
                    self.end(What::Expression(place), state);
                } else {
                    // `C.instance = …`.
                    self.follow_puts(module, module.put_into(binding), &state);
                    self.take(module, declared.declaration, state);
                }
            }
            BindingKind::Variable(_) | BindingKind::Parameter => {
                self.pattern(module, binding, used, &state);
                self.filled(module, binding, state);
            }
            BindingKind::Catch => self.caught(module, declared.declaration, state),
            BindingKind::Namespace => self.namespace(module, declared.declaration, state),
            BindingKind::Type => self.unknown(state),
        }
    }

    /// `namespace N { export const a = … }`: what is taken is a name of its scope.
    fn namespace(&mut self, module: &Arc<Module>, declaration: NodeId, mut state: State) {
        let Kind::Namespace { body, .. } = module.kind(declaration) else { return self.unknown(state) };
        let scope = module.list(body).first().map(|first| module.node(*first).scope);
        match (scope, state.path.pop()) {
            (Some(scope), Some(Key::Name(name))) => match module.lookup(scope, &name) {
                Some(binding) => self.binding(module, binding, state),
                None => self.undefined(state),
            },
            _ => self.unknown(state),
        }
    }

    /// A name in a declaration's or parameter's pattern: what is taken apart there, then the initialiser, unless something
    /// else was assigned before it is `used`.
    fn pattern(&mut self, module: &Arc<Module>, binding: BindingId, used: Option<NodeId>, state: &State) {
        let declared = *module.binding(binding);
        let Some(at) = declared.pattern else { return self.unknown(state.clone()) };
        let is_const = declared.kind == BindingKind::Variable(VariableKind::Const);
        if !is_const {
            self.flow.meter.look_at(module.uses(binding).len());
        }
        let overwritten = module.overwritten(binding, used);
        if overwritten.is_none() {
            self.taken_apart(module, at, state);
        }
        if !is_const {
            self.assignments(module, binding, overwritten, state);
        }
    }

    /// A name or member in a pattern: what it gets of what is taken apart, else its default.
    fn taken_apart(&mut self, module: &Arc<Module>, mut at: NodeId, state: &State) {
        let flow = self.flow;
        let mut inner = state.clone();
        let mut defaults = Vec::new();
        let mut walk = Walk::new(flow);
        loop {
            let Some(parent) = module.parent(at) else { return self.unknown(state.clone()) };
            match module.kind(parent) {
                Kind::Property { key, computed, .. } => {
                    if module.env_read(parent).is_some() {
                        walk.env(module, parent, inner);
                        break;
                    }
                    inner.path.push(module.key(key, computed).map_or(Key::Unknown, |key| Key::named(&key)));
                }
                Kind::DefaultPattern { default, .. } => defaults.push((default, inner.clone())),
                // A rest says itself what it leaves out.
                Kind::ArrayPattern { .. } if matches!(module.kind(at), Kind::Rest { .. }) => {}
                Kind::ArrayPattern { items } => {
                    let index = module.list(items).iter().position(|item| *item == at).unwrap_or_default();
                    inner.path.push(Key::index(index));
                }
                Kind::Rest { .. } => match inner.of_rest(module, parent) {
                    Some(whole) => inner = whole,
                    None => return self.undefined(state.clone()),
                },
                Kind::ObjectPattern { .. } => {}
                Kind::Declarator { init: Some(init), .. } => {
                    walk.expression(module, init, inner);
                    break;
                }
                Kind::Declarator { .. } => {
                    if module.parent(parent).is_some_and(|parent| matches!(module.kind(parent), Kind::Function(_))) {
                        walk.parameter(module, parent, inner);
                    } else {
                        walk.iterated(module, parent, inner);
                    }
                    break;
                }
                Kind::Assign { value, .. } => {
                    walk.expression(module, value, inner);
                    break;
                }
                Kind::ForEach { iterable, of: true, .. } => {
                    walk.expression(module, iterable, inner.taking(Key::Each));
                    break;
                }
                _ => return self.unknown(state.clone()),
            }
            at = parent;
        }
        let given = walk.finish();
        // What is given for sure needs no default.
        let is_value = |origin: &Origin| matches!(origin.what, What::Expression(_)) && origin.path.is_empty();
        let is_given = !given.is_empty() && given.iter().all(is_value);
        for origin in given {
            self.add(origin);
        }
        for (default, state) in defaults.into_iter().filter(|_| !is_given) {
            self.expression(module, default, state);
        }
    }

    /// What is assigned to a name later (`client = new Stripe(key)` in a lazy singleton); of what stands before `first` in the
    /// same function nothing is left.
    fn assignments(&mut self, module: &Arc<Module>, binding: BindingId, first: Option<NodeId>, state: &State) {
        for used in module.uses(binding) {
            let Some(target) = module.assigned(*used) else { continue };
            let Some(parent) = module.parent(target) else { continue };
            if first.is_some_and(|first| {
                module.span(parent).start < module.span(first).start
                    && module.enclosing_function(parent) == module.enclosing_function(first)
            }) {
                continue;
            }
            match module.kind(parent) {
                Kind::Assign { operator, value, .. } if target == *used => match module.text(operator) {
                    "=" | "??=" | "||=" | "&&=" => self.expression(module, value, state.clone()),
                    _ => self.sum(module, target, value, state),
                },
                Kind::Update { .. } => self.unknown(state.clone()),
                _ => self.taken_apart(module, *used, state),
            }
        }
    }

    /// `a += b`: no value that is known, but it may hold both.
    fn sum(&mut self, module: &Arc<Module>, target: NodeId, value: NodeId, state: &State) {
        self.unknown(state.clone());
        if state.path.is_empty() {
            let own = module.kind(target) != Kind::Ident;
            if own {
                self.expression(module, target, state.clone());
            }
            self.expression(module, value, state.clone());
        }
    }

    /// Takes the next key of an object, array, enum or class; the thing itself when nothing is to be taken.
    pub(super) fn take(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let Some(key) = state.path.pop() else {
            return self.end(What::Expression(Place { file: module.id, node }), state);
        };
        let found = match module.kind(node) {
            Kind::Object { .. } | Kind::Enum { .. } => self.members(module, node, &key, &state),
            Kind::Class(_) => {
                self.members(module, node, &key, &state)
                    || self.inherited(module, node, &key, &state)
                    || self.left_to_others(module, node, &key, &state)
            }
            Kind::Array { items } => return self.item(module, node, module.list(items), &key, state),
            _ => return self.unknown(state),
        };
        if !found {
            self.unknown(state.taking(key));
        }
    }

    /// The members of an object, enum or class that a key means; whether there are any.
    pub(super) fn members(&mut self, module: &Arc<Module>, node: NodeId, key: &Key, state: &State) -> bool {
        let (members, is_class) = match module.kind(node) {
            Kind::Object { properties } => (properties, false),
            Kind::Enum { members, .. } => (members, false),
            Kind::Class(class) => (class.members, true),
            _ => return false,
        };
        let mut state = state.clone();
        state.choose(key, module.list(members).len());
        let is_named = matches!(key, Key::Name(_));
        let mut found = false;
        for member in module.list(members).iter().rev() {
            match module.kind(*member) {
                // A field that is only declared gets its value elsewhere.
                Kind::Property { value, .. } if module.kind(value) == Kind::Hole => {}
                // Methods and statics are no fields of an object.
                Kind::Property { value, .. }
                    if is_class
                        && !is_named
                        && (matches!(module.kind(value), Kind::Function(_)) || module.is_static(*member)) => {}
                Kind::Property { key: name, value, computed, .. } => {
                    let written = module.key(name, computed).map(|name| Key::named(&name));
                    let name = match written.unwrap_or_else(|| self.flow.key(module, name, state.frame.as_ref())) {
                        Key::Name(name) => Some(name),
                        _ => None,
                    };
                    let is_private = name.as_ref().is_some_and(|name| name.starts_with('#'));
                    if key.may_be(name.as_deref()) && (is_named || !is_private) {
                        found = true;
                        let chosen = state.chosen || name.is_none() && is_named;
                        self.member(module, value, State { chosen, ..state.clone() });
                        if name.is_some() && is_named {
                            break;
                        }
                    }
                }
                Kind::Spread { argument } => {
                    let before = self.out.len();
                    self.expression(module, argument, state.clone().taking(key.clone()));
                    let is_there = |origin: &Origin| origin.what != What::Unknown && !origin.what.is_undefined();
                    found = true;
                    if is_named && self.out.len() > before && self.out[before..].iter().all(is_there) {
                        break;
                    }
                }
                _ => {}
            }
        }
        let later = if is_class { self.fields(module, node, key, &state) } else { self.put(module, node, key, &state) };
        found || later
    }

    /// `object.key = value`, after the object is made.
    pub(super) fn put(&mut self, module: &Arc<Module>, object: NodeId, key: &Key, state: &State) -> bool {
        let Some(binding) = module.named_as(object) else { return false };
        self.follow_puts(module, module.put_into(binding), &state.clone().taking(key.clone()))
    }

    /// What is put into something that is made elsewhere: `const user = await load(); user.token = value`. What is made here says
    /// so itself.
    fn filled(&mut self, module: &Arc<Module>, binding: BindingId, state: State) {
        let made = module.initialiser(binding).map(|made| module.kind(module.unwrapped(made)));
        if matches!(made, Some(Kind::Object { .. } | Kind::Array { .. } | Kind::New { .. } | Kind::Function(_))) {
            return;
        }
        let puts = module.put_into(binding);
        match module.binding(binding).pattern.filter(|_| !puts.is_empty()) {
            Some(node) if state.path.is_empty() => self.end(What::Filled(Place { file: module.id, node }), state),
            Some(_) => {
                self.follow_puts(module, puts, &state);
            }
            None => {}
        }
    }

    /// `state`: with what is taken of that which they are put into.
    pub(super) fn follow_puts(&mut self, module: &Arc<Module>, puts: Vec<Put<'_>>, state: &State) -> bool {
        let mut found = false;
        self.flow.meter.look_at(puts.len());
        for put in puts {
            let mut inner = state.clone();
            // Of what is put deeper than is asked for, all counts.
            let leads = put.path.iter().all(|name| match (inner.path.pop(), name) {
                (None, _) => true,
                (Some(key), PutKey::Name(name)) => key.may_be(Some(name)),
                (Some(key), PutKey::Computed) => {
                    inner.chosen |= matches!(key, Key::Name(_));
                    true
                }
                (Some(key), PutKey::Next) => !matches!(key, Key::Name(_)),
            });
            if leads {
                found = true;
                self.expression(module, put.value, inner);
            }
        }
        found
    }

    /// A member's value: what a getter returns, else the value itself.
    fn member(&mut self, module: &Arc<Module>, value: NodeId, state: State) {
        match module.kind(value) {
            Kind::Function(function) if function.flavour == Flavour::Getter => self.returns(module, value, &state),
            _ => self.expression(module, value, state),
        }
    }

    fn item(&mut self, module: &Arc<Module>, array: NodeId, items: &[NodeId], key: &Key, mut state: State) {
        let spread = items.iter().position(|item| matches!(module.kind(*item), Kind::Spread { .. }));
        match key {
            Key::Name(name) => {
                // `list.at(-1)`.
                let from_end = name.strip_prefix('-').filter(|_| spread.is_none()).and_then(|name| name.parse().ok());
                let index = match from_end {
                    Some(from_end) => items.len().checked_sub(from_end),
                    None => name.parse::<usize>().ok(),
                };
                match index.filter(|index| spread.is_none_or(|spread| *index < spread)) {
                    Some(index) if index < items.len() => self.expression(module, items[index], state),
                    // What is put behind them, one of which it may be.
                    Some(_) if self.put(module, array, &Key::Each, &state) => {}
                    _ => self.unknown(state.taking(key.clone())),
                }
            }
            _ => {
                self.put(module, array, key, &state);
                state.choose(key, items.len());
                let known = spread.unwrap_or(items.len());
                for (index, item) in items.iter().enumerate() {
                    match module.kind(*item) {
                        Kind::Spread { argument } => {
                            let of_more = if *key == Key::Unknown { Key::Unknown } else { Key::Each };
                            self.expression(module, argument, state.clone().taking(of_more));
                        }
                        Kind::Hole => {}
                        _ if index < known && !key.may_be(Some(&index.to_string())) => {}
                        _ => self.expression(module, *item, state.clone()),
                    }
                }
            }
        }
    }
}

/// `{ 'a-b': x }`, `import { 'a-b' as x }`: a name may be written as a string.
pub fn unquoted(name: &str) -> &str {
    let quoted = name.len() >= 2 && (name.starts_with('\'') || name.starts_with('"') || name.starts_with('`'));
    if quoted { &name[1..name.len() - 1] } else { name }
}
