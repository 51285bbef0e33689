//! From an expression back to what makes its value: through names, members, patterns, imports and calls.

use std::sync::Arc;

use super::module::Module;
use super::origin::{Frame, Given, Key, Origin, What};
use super::{Flow, Place};

use crate::syntax::ast::{BindingId, BindingKind, Flavour, Kind, NodeId, VariableKind};
use crate::syntax::facts::{EnvForm, EnvObject};

/// One question on its way. Whatever cannot be known ends as [`What::Unknown`], never in a guess.
pub(super) struct Walk<'f> {
    flow: &'f Flow<'f>,
    out: Vec<Origin>,
}

/// Where the walk stands: what is still to be taken of the value (the next key last), and in which calls.
#[derive(Clone)]
pub(super) struct State {
    pub path: Vec<Key>,
    pub frame: Option<Arc<Frame>>,
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
        let State { mut path, frame, .. } = state;
        path.reverse();
        let origin = Origin { what, path, frame };
        if !self.out.contains(&origin) {
            self.out.push(origin);
        }
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
                let key = self.flow.key(module, index, state.frame.as_ref());
                self.expression(module, object, state.taking(key));
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
            Kind::New { callee, .. } => self.new_instance(module, node, callee, state),
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
        let name = match (read.form, read.name) {
            (_, Some(name)) => Some(Box::from(unquoted(module.text(name)))),
            (EnvForm::Computed, None) => match module.kind(node) {
                Kind::Index { index, .. } => match self.flow.key(module, index, state.frame.as_ref()) {
                    Key::Name(name) => Some(name),
                    Key::Unknown | Key::Others(_) => None,
                },
                _ => None,
            },
            (_, None) => match state.path.pop() {
                Some(Key::Name(name)) => Some(name),
                Some(Key::Unknown | Key::Others(_)) | None => None,
            },
        };
        if name.is_some() && !state.path.is_empty() {
            return self.unknown(state);
        }
        state.path.clear();
        self.end(What::Env { place: Place { file: module.id, node }, object: read.object, name }, state);
    }

    fn ident(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        if let Some(binding) = module.resolve(node) {
            return self.binding(module, binding, state);
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
                Kind::ArrayPattern { items } => {
                    let index = module.list(items).iter().position(|item| *item == at).unwrap_or_default();
                    inner.path.push(Key::named(&index.to_string()));
                }
                Kind::Rest { .. }
                    if !matches!(module.parent(parent).map(|p| module.kind(p)), Some(Kind::ObjectPattern { .. })) =>
                {
                    inner.path.pop();
                    inner.path.push(Key::Unknown);
                }
                Kind::Rest { .. } => {
                    if inner.path.is_empty() {
                        inner.path.push(others(module, parent));
                    }
                }
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

    /// `for (const x of list)`.
    fn iterated(&mut self, module: &Arc<Module>, declarator: NodeId, state: State) {
        let statement = module.parent(declarator).and_then(|variable| module.parent(variable));
        if let Some(statement) = statement
            && let Kind::ForEach { iterable, of: true, .. } = module.kind(statement)
        {
            self.expression(module, iterable, state.taking(Key::Unknown));
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

    fn parameter(&mut self, module: &Arc<Module>, declarator: NodeId, state: State) {
        let Some(function) = module.parent(declarator) else { return self.unknown(state) };
        let Kind::Function(parts) = module.kind(function) else { return self.unknown(state) };
        let index = module.list(parts.parameters).iter().position(|parameter| *parameter == declarator);
        let place = Place { file: module.id, node: function };
        let mut frame = state.frame.clone();
        while let Some(called) = frame {
            if called.function == place {
                return self.given(&called, index, State { frame: called.outer.clone(), ..state });
            }
            frame = called.outer.clone();
        }
        if let Some((receiver, each)) = super::wrapper::handed_to_callback(module, function, index) {
            let state = if each { state.taking(Key::Unknown) } else { state };
            return self.expression(module, receiver, state);
        }
        self.end(What::Parameter { function: place, index: index.unwrap_or_default() }, state);
    }

    /// What a call hands to a parameter.
    fn given(&mut self, called: &Frame, index: Option<usize>, outer: State) {
        let caller = Arc::clone(&called.caller);
        match (called.given, index) {
            (Given::Arguments(arguments), Some(index)) => match caller.list(arguments).get(index) {
                Some(argument) if !matches!(caller.kind(*argument), Kind::Spread { .. }) => {
                    self.expression(&caller, *argument, outer);
                }
                _ => self.end(What::Global(Box::from("undefined")), outer),
            },
            (Given::Props(element), Some(0)) => self.prop(&caller, element, outer),
            _ => self.unknown(outer),
        }
    }

    /// Takes the next key of an element's props; all of them when nothing is to be taken.
    fn prop(&mut self, module: &Arc<Module>, element: NodeId, mut state: State) {
        let Kind::JsxElement { attributes, children, .. } = module.kind(element) else { return self.unknown(state) };
        let Some(key) = state.path.pop() else {
            return self.end(What::Props(Place { file: module.id, node: element }), state);
        };
        if key == Key::named("children") {
            for child in module.list(children) {
                self.expression(module, *child, state.clone());
            }
            return;
        }
        for attribute in module.list(attributes).iter().rev() {
            match module.kind(*attribute) {
                Kind::JsxAttribute { name, value: Some(value) } if key.may_be(Some(module.text(name))) => {
                    self.expression(module, value, state.clone());
                    if matches!(key, Key::Name(_)) {
                        return;
                    }
                }
                Kind::JsxSpread { argument } => {
                    self.expression(module, argument, state.clone().taking(key.clone()));
                }
                _ => {}
            }
        }
    }

    /// Takes the next key of an object, array, enum or class; the thing itself when nothing is to be taken.
    pub(super) fn take(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let Some(key) = state.path.pop() else {
            return self.end(What::Expression(Place { file: module.id, node }), state);
        };
        let members = match module.kind(node) {
            Kind::Object { properties } => properties,
            Kind::Enum { members, .. } => members,
            Kind::Class(class) => class.members,
            Kind::Array { items } => return self.item(module, module.list(items), &key, state),
            _ => return self.unknown(state),
        };
        let mut found = false;
        for member in module.list(members).iter().rev() {
            match module.kind(*member) {
                // A field that is only declared gets its value elsewhere.
                Kind::Property { value, .. } if module.kind(value) == Kind::Hole => {}
                Kind::Property { key: name, value, computed, .. } => {
                    let name = module.key(name, computed);
                    if key.may_be(name.as_deref()) {
                        found = true;
                        self.member(module, value, state.clone());
                        if name.is_some() && matches!(key, Key::Name(_)) {
                            return;
                        }
                    }
                }
                Kind::Spread { argument } => {
                    let before = self.out.len();
                    self.expression(module, argument, state.clone().taking(key.clone()));
                    if self.out.len() > before && self.out[before..].iter().all(|origin| origin.what != What::Unknown) {
                        return;
                    }
                    found = true;
                }
                _ => {}
            }
        }
        if matches!(module.kind(node), Kind::Class(_)) {
            found |= self.fields(module, node, &key, &state);
        } else {
            found |= self.put(module, node, &key, &state);
        }
        if !found {
            self.unknown(state.taking(key));
        }
    }

    /// `object.key = value`, after the object is made.
    fn put(&mut self, module: &Arc<Module>, object: NodeId, key: &Key, state: &State) -> bool {
        let Some(binding) = module.named_as(object) else { return false };
        let mut found = false;
        for (name, value) in module.put_into(binding) {
            if name.is_some() && key.may_be(name.as_deref()) {
                found = true;
                self.expression(module, value, state.clone());
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

    fn item(&mut self, module: &Arc<Module>, items: &[NodeId], key: &Key, state: State) {
        let spread = items.iter().position(|item| matches!(module.kind(*item), Kind::Spread { .. }));
        match key {
            Key::Name(name) => {
                match name.parse::<usize>().ok().filter(|index| spread.is_none_or(|spread| *index < spread)) {
                    Some(index) if index < items.len() => self.expression(module, items[index], state),
                    _ => self.unknown(state.taking(key.clone())),
                }
            }
            Key::Unknown | Key::Others(_) => {
                for item in items {
                    match module.kind(*item) {
                        Kind::Spread { argument } => {
                            self.expression(module, argument, state.clone().taking(Key::Unknown));
                        }
                        Kind::Hole => {}
                        _ => self.expression(module, *item, state.clone()),
                    }
                }
            }
        }
    }

    /// `this.name = value` within a class, `constructor(private name)`.
    fn fields(&mut self, module: &Arc<Module>, class: NodeId, key: &Key, state: &State) -> bool {
        let Key::Name(name) = key else { return false };
        let mut found = false;
        if let Some(binding) = module.parameter_property(class, name) {
            found = true;
            self.binding(module, binding, state.clone());
        }
        for (target, value) in module.field_assignments() {
            let Kind::Member { property, .. } = module.kind(*target) else { continue };
            if module.text(property) == &**name && module.enclosing_class(*target) == Some(class) {
                found = true;
                self.expression(module, *value, state.clone());
            }
        }
        found
    }

    fn this(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        if state.path.is_empty() {
            return self.unknown(state);
        }
        match module.this_of(node) {
            Some(owner) => self.take(module, owner, state),
            None => self.unknown(state),
        }
    }

    fn new_instance(&mut self, module: &Arc<Module>, node: NodeId, callee: NodeId, state: State) {
        if self.of_error(module, node, &state) {
            return;
        }
        if !state.path.is_empty() {
            let classes = self.flow.origins_in(module, callee, state.frame.clone());
            if let [Origin { what: What::Expression(class), path, .. }] = &*classes
                && path.is_empty()
                && let Some(home) = self.flow.module(class.file)
                && matches!(home.kind(class.node), Kind::Class(_))
            {
                let frame = Frame::of_constructor(&home, class.node, module, node, state.frame.clone());
                return self.take(&home, class.node, State { frame, ..state });
            }
        }
        self.end(What::Result(Place { file: module.id, node }), state);
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
        let functions = self.flow.origins_in(module, callee, state.frame.clone());
        let mut followed = false;
        for function in functions.iter() {
            if let What::Expression(function_place) = function.what
                && function.path.is_empty()
                && let Some(home) = self.flow.module(function_place.file)
                && let Kind::Function(parts) = home.kind(function_place.node)
                && !parts.is_generator
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
                let inside = State { frame: Some(Arc::new(frame)), ..state.clone() };
                self.returns(&home, function_place.node, inside);
            }
        }
        if followed {
            return;
        }
        if super::load_env::is_called(&functions) {
            return self.loaded_environment(module, node, state);
        }
        match super::wrapper::through(module, callee, module.list(arguments), &functions, &state.path) {
            Some(next) => {
                // A state begins with its argument, and is set to anything later.
                if module.written(callee).ends_with("useState") {
                    self.unknown(state.clone());
                }
                for (argument, path) in next {
                    self.expression(module, argument, State { path, ..state.clone() });
                }
            }
            None => self.end(What::Result(place), state),
        }
    }

    /// `loadEnv(…).NAME` is the variable, where the prefixes let it through.
    fn loaded_environment(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let name = match state.path.pop() {
            Some(Key::Name(name)) => Some(name),
            Some(Key::Unknown | Key::Others(_)) | None => None,
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

/// What the rest of an object pattern leaves out.
fn others(module: &Module, rest: NodeId) -> Key {
    let Some(Kind::ObjectPattern { properties }) = module.parent(rest).map(|pattern| module.kind(pattern)) else {
        return Key::Unknown;
    };
    let taken = module.list(properties).iter().filter_map(|property| match module.kind(*property) {
        Kind::Property { key, computed, .. } => module.key(key, computed).map(|key| Box::from(&*key)),
        _ => None,
    });
    Key::Others(taken.collect())
}

/// `{ 'a-b': x }`, `import { 'a-b' as x }`: a name may be written as a string.
pub(super) fn unquoted(name: &str) -> &str {
    let quoted = name.len() >= 2 && (name.starts_with('\'') || name.starts_with('"') || name.starts_with('`'));
    if quoted { &name[1..name.len() - 1] } else { name }
}
