//! From an expression back to what makes its value: through names, members, patterns, imports and calls.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Given, Origin, What};
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
        let origin = Origin { what, path, frame, chosen };
        let same =
            |known: &&mut Origin| known.what == origin.what && known.path == origin.path && known.frame == origin.frame;
        match self.out.iter_mut().find(same) {
            Some(known) => known.chosen &= chosen,
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
            Kind::Index { object, index, .. } => {
                for key in flow.keys(module, index, state.frame.as_ref()) {
                    self.expression(module, object, state.clone().taking(key));
                }
            }
            Kind::Object { .. } | Kind::Array { .. } | Kind::Enum { .. } | Kind::Class(_) => {
                self.take(module, node, state);
            }
            Kind::Conditional { consequent, alternate, .. } => {
                self.expression(module, consequent, state.clone());
                self.expression(module, alternate, state);
            }
            Kind::Logical { operator, left, right } => {
                if module.text(operator) != "&&" {
                    self.expression(module, left, state.clone());
                }
                self.expression(module, right, state);
            }
            Kind::Assign { operator, value, .. } if module.text(operator) == "=" => {
                self.expression(module, value, state);
            }
            Kind::Sequence { expressions } => match module.list(expressions).last() {
                Some(last) => self.expression(module, *last, state),
                None => self.unknown(state),
            },
            Kind::ImportCall { .. } => self.required(module, node, state),
            Kind::Call { .. } if module.import_call(node).is_some() => self.required(module, node, state),
            Kind::Call { .. } => self.call(module, node, state),
            Kind::New { .. } => self.new_instance(module, node, state),
            Kind::This => self.this(module, node, state),
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

    fn env(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let Some(read) = module.env_read(node).copied() else { return self.unknown(state) };
        let keys = match (read.form, read.name) {
            (_, Some(name)) => vec![Key::named(unquoted(module.text(name)))],
            (EnvForm::Computed, None) => match module.kind(node) {
                Kind::Index { index, .. } => self.flow.keys(module, index, state.frame.as_ref()),
                _ => vec![Key::Unknown],
            },
            (_, None) => match state.path.pop() {
                Some(Key::Among(names)) => names.iter().cloned().map(Key::Name).collect(),
                // One of all is not the whole.
                Some(Key::Unknown) => return self.unknown(state),
                key => vec![key.unwrap_or(Key::Each)],
            },
        };
        for key in keys {
            let name = match key {
                Key::Name(name) => Some(name),
                _ => None,
            };
            if name.is_some() && !state.path.is_empty() {
                self.unknown(state.clone());
                continue;
            }
            let what = What::Env { place: Place { file: module.id, node }, object: read.object, name };
            self.end(what, State { path: Vec::new(), ..state.clone() });
        }
    }

    fn ident(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        if let Some(binding) = module.resolve(node) {
            let gone = module.gone_from(binding, node);
            if gone.is_empty() {
                return self.binding(module, binding, state);
            }
            return match state.clone().without(&gone) {
                Some(left) => self.binding(module, binding, left),
                None => self.undefined(state),
            };
        }
        let mut name: Box<str> = Box::from(module.written(node));
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

    /// Follows what a declared name holds.
    pub(super) fn binding(&mut self, module: &Arc<Module>, binding: BindingId, state: State) {
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
                    self.take(module, declared.declaration, state);
                }
            }
            BindingKind::Variable(_) | BindingKind::Parameter => self.pattern(module, binding, state),
            BindingKind::Catch => self.caught(module, declared.declaration, state),
            BindingKind::Namespace | BindingKind::Type => self.unknown(state),
        }
    }

    /// A name in a declaration's or parameter's pattern: what is taken apart there, then the initialiser.
    fn pattern(&mut self, module: &Arc<Module>, binding: BindingId, state: State) {
        let declared = *module.binding(binding);
        let Some(mut at) = declared.pattern else { return self.unknown(state) };
        let mut inner = state.clone();
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Property { key, computed, .. } => {
                    if module.env_read(parent).is_some() {
                        return self.env(module, parent, inner);
                    }
                    inner.path.push(module.key(key, computed).map_or(Key::Unknown, |key| Key::named(&key)));
                }
                Kind::DefaultPattern { default, .. } => self.expression(module, default, inner.clone()),
                // A rest says itself what it leaves out.
                Kind::ArrayPattern { .. } if matches!(module.kind(at), Kind::Rest { .. }) => {}
                Kind::ArrayPattern { items } => {
                    let index = module.list(items).iter().position(|item| *item == at).unwrap_or_default();
                    inner.path.push(Key::index(index));
                }
                Kind::Rest { .. } => match inner.of_rest(module, parent) {
                    Some(whole) => inner = whole,
                    None => return self.undefined(state),
                },
                Kind::ObjectPattern { .. } => {}
                Kind::Declarator { init, .. } => {
                    at = parent;
                    match init {
                        Some(init) => self.expression(module, init, inner.clone()),
                        None if declared.kind == BindingKind::Parameter => {
                            return self.parameter(module, at, inner);
                        }
                        None => self.iterated(module, at, inner.clone()),
                    }
                    break;
                }
                _ => return self.unknown(state),
            }
            at = parent;
        }
        if declared.kind != BindingKind::Variable(VariableKind::Const) {
            self.assignments(module, binding, &state);
        }
    }

    /// What is assigned to a name later (`client = new Stripe(key)` in a lazy singleton).
    fn assignments(&mut self, module: &Arc<Module>, binding: BindingId, state: &State) {
        for used in module.uses(binding) {
            let Some(parent) = module.parent(*used) else { continue };
            match module.kind(parent) {
                Kind::Assign { operator, target, value } if target == *used => match module.text(operator) {
                    "=" | "??=" | "||=" => self.expression(module, value, state.clone()),
                    _ => self.unknown(state.clone()),
                },
                Kind::Update { .. } => self.unknown(state.clone()),
                _ => {}
            }
        }
    }

    /// Takes the next key of an object, array, enum or class; the thing itself when nothing is to be taken.
    pub(super) fn take(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let Some(key) = state.path.pop() else {
            return self.end(What::Expression(Place { file: module.id, node }), state);
        };
        let found = match module.kind(node) {
            Kind::Object { .. } | Kind::Enum { .. } => self.members(module, node, &key, &state),
            Kind::Class(_) => self.members(module, node, &key, &state) || self.inherited(module, node, &key, &state),
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
        let mut found = false;
        for put in module.put_into(binding) {
            let mut inner = state.clone().taking(key.clone());
            // Of what is put deeper than is asked for, all counts.
            let leads = put.path.iter().all(|name| match (inner.path.pop(), name) {
                (None, _) => true,
                (Some(key), Some(name)) => key.may_be(Some(name)),
                (Some(key), None) => !matches!(key, Key::Name(_)),
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
            Kind::Function(function) if function.flavour == Flavour::Getter => self.returns(module, value, state),
            _ => self.expression(module, value, state),
        }
    }

    fn item(&mut self, module: &Arc<Module>, array: NodeId, items: &[NodeId], key: &Key, mut state: State) {
        let spread = items.iter().position(|item| matches!(module.kind(*item), Kind::Spread { .. }));
        match key {
            Key::Name(name) => {
                match name.parse::<usize>().ok().filter(|index| spread.is_none_or(|spread| *index < spread)) {
                    Some(index) if index < items.len() => self.expression(module, items[index], state),
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

    fn call(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let Kind::Call { callee, arguments, .. } = module.kind(node) else { return self.unknown(state) };
        let place = Place { file: module.id, node };
        // The package's, or one that an app wrote after it: by name it says more than its code does.
        if let Some(next) = super::wrapper::validated(module, callee, module.list(arguments), &state.path) {
            for (argument, path) in next {
                self.expression(module, argument, State { path, ..state.clone() });
            }
            return;
        }
        let flow = self.flow;
        let functions = flow.origins_in(module, callee, state.frame.clone());
        let mut followed = false;
        for function in functions.iter() {
            if let What::Expression(function_place) = function.what
                && function.path.is_empty()
                && let Some(home) = self.flow.module(function_place.file)
                && let Kind::Function(parts) = home.kind(function_place.node)
                && (!parts.is_generator || is_iterated(&state))
                && !Frame::active(state.frame.as_ref(), function_place)
            {
                followed = true;
                // A method knows what its object was made with, an inner function what the outer one was called with.
                let outer = function.frame.clone().or_else(|| state.frame.clone());
                let frame = Frame {
                    function: function_place,
                    caller: Arc::clone(module),
                    given: Given::Arguments(arguments),
                    outer,
                };
                let mut inside = State { frame: Some(Arc::new(frame)), ..state.clone() };
                if parts.is_generator {
                    inside.path.pop();
                    for value in home.yielded(function_place.node) {
                        self.expression(&home, *value, inside.clone());
                    }
                } else {
                    self.returns(&home, function_place.node, inside);
                }
            }
        }
        if followed {
            return;
        }
        if super::context::is_read(module, callee)
            && let Some(context) = module.list(arguments).first()
            && self.context(module, *context, &state)
        {
            return;
        }
        if super::load_env::is_called(&functions) {
            return self.loaded_environment(module, node, state);
        }
        if let Some(taken) = super::library::taken(flow, module, node, &functions, state.frame.as_ref()) {
            return self.taken(module, &taken, state);
        }
        match super::wrapper::through(module, callee, module.list(arguments), &functions, &state.path) {
            Some(next) => {
                // A state begins with its argument, and is set to anything later.
                if ["useState", "useReducer", "useActionState"]
                    .iter()
                    .any(|hook| module.written(callee).ends_with(hook))
                {
                    self.unknown(state.clone());
                }
                let is_text = super::wrapper::makes_text(module, callee);
                for (argument, path) in next {
                    let state = State { path, ..state.clone() };
                    if is_text {
                        self.as_text(module, argument, &state);
                    } else {
                        self.expression(module, argument, state);
                    }
                }
            }
            None => self.end(What::Result(place), state),
        }
    }

    /// `loadEnv(…).NAME` is the variable, where the prefixes let it through.
    fn loaded_environment(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let name = match state.path.pop() {
            Some(Key::Name(name)) => Some(name),
            _ => None,
        };
        let may_hold = super::load_env::may_hold(self.flow, module, node, name.as_deref());
        if !may_hold || !state.path.is_empty() {
            return self.unknown(state);
        }
        self.end(What::Env { place: Place { file: module.id, node }, object: EnvObject::Process, name }, state);
    }

    /// Follows all that a function may return.
    pub(super) fn returns(&mut self, module: &Arc<Module>, function: NodeId, state: State) {
        let returned = module.returned(function);
        if returned.is_empty() {
            return self.unknown(state);
        }
        for value in returned {
            self.expression(module, *value, state.clone());
        }
    }
}

/// Whether each item is taken, as a loop does.
fn is_iterated(state: &State) -> bool {
    matches!(state.path.last(), Some(Key::Each | Key::Unknown))
}

/// `{ 'a-b': x }`, `import { 'a-b' as x }`: a name may be written as a string.
pub(super) fn unquoted(name: &str) -> &str {
    let quoted = name.len() >= 2 && (name.starts_with('\'') || name.starts_with('"') || name.starts_with('`'));
    if quoted { &name[1..name.len() - 1] } else { name }
}
