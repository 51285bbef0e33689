//! What an object of a class has: its own fields, those of the classes that its class extends, and what an error says.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Given, Origin, What};
use super::walk::{State, Walk};
use super::{Flow, Place};
use crate::syntax::ast::{BindingId, Flavour, Kind, List, NodeId};

/// Classes that extend one another.
const DEPTH: usize = 6;

/// What a `new` makes an object of.
pub(super) enum Class {
    /// A class of the project, in its module.
    Own(Arc<Module>, NodeId),
    /// `Error`, `TypeError`, and a package's that go by the same name.
    Error,
    Other,
}

/// What a `new` hands to a constructor, and where it stands.
struct Making<'m> {
    caller: &'m Arc<Module>,
    arguments: List,
    outer: Option<Arc<Frame>>,
}

impl Flow<'_> {
    /// What the callee of a `new`, or what a class extends, is.
    pub(super) fn made_of(&self, module: &Arc<Module>, callee: NodeId, frame: Option<&Arc<Frame>>) -> Class {
        for origin in self.origins_in(module, callee, frame.cloned()).iter().filter(|origin| origin.path.is_empty()) {
            if let What::Expression(class) = origin.what
                && let Some(home) = self.module(class.file)
                && matches!(home.kind(class.node), Kind::Class(_))
            {
                return Class::Own(home, class.node);
            }
        }
        if module.written(callee).ends_with("Error") { Class::Error } else { Class::Other }
    }

    /// Whether an expression makes an error, of whatever class.
    pub(super) fn is_error(&self, module: &Arc<Module>, made: NodeId, frame: Option<&Arc<Frame>>) -> bool {
        let Kind::New { mut callee, .. } = module.kind(made) else { return false };
        let mut home = Arc::clone(module);
        for _ in 0..DEPTH {
            match self.made_of(&home, callee, frame) {
                Class::Error => return true,
                Class::Other => return false,
                Class::Own(own, class) => {
                    let Kind::Class(parts) = own.kind(class) else { return false };
                    let Some(base) = parts.extends else { return false };
                    (home, callee) = (own, base);
                }
            }
        }
        false
    }

    /// What `toJSON()` of the class of a `new` gives, where it has one.
    pub(super) fn to_json(
        &self,
        module: &Arc<Module>,
        made: NodeId,
        frame: Option<&Arc<Frame>>,
    ) -> Option<Vec<Origin>> {
        let Kind::New { callee, arguments } = module.kind(made) else { return None };
        let Class::Own(home, class) = self.made_of(module, callee, frame) else { return None };
        let Kind::Class(parts) = home.kind(class) else { return None };
        let method = home.list(parts.members).iter().find_map(|member| match home.kind(*member) {
            Kind::Property { key, value, computed, .. }
                if home.key(key, computed).as_deref() == Some("toJSON")
                    && matches!(home.kind(value), Kind::Function(_)) =>
            {
                Some(value)
            }
            _ => None,
        })?;
        let frame = Frame::of_constructor(&home, class, module, arguments, frame.cloned());
        let mut walk = Walk::new(self);
        walk.returns(&home, method, &State { frame, ..State::default() });
        Some(walk.finish())
    }
}

impl Walk<'_> {
    /// `new C(…)`, or what is taken of it.
    pub(super) fn new_instance(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let place = Place { file: module.id, node };
        let Kind::New { callee, arguments } = module.kind(node) else { return self.unknown(state) };
        if self.resolved(module, callee, arguments, &state) {
            return;
        }
        let Some(key) = state.path.pop() else { return self.end(What::Result(place), state) };
        let later = self.put(module, node, &key, &state) | self.set_by_methods(module, node, callee, &key, &state);
        let making = Making { caller: module, arguments, outer: state.frame.clone() };
        match self.of_made(module, callee, making, &key, &state, DEPTH) {
            Some(found) if found || later => {}
            Some(_) => self.unknown(state.taking(key)),
            None if later && matches!(key, Key::Name(_)) => {}
            None => self.end(What::Result(place), state.taking(key)),
        }
    }

    /// What methods put into the object, as they are called by its name: `it.use(token)` with `use(token) { this.token = token; }`.
    fn set_by_methods(&mut self, module: &Arc<Module>, made: NodeId, callee: NodeId, key: &Key, state: &State) -> bool {
        let Some(binding) = module.named_as(made) else { return false };
        let Class::Own(home, class) = self.flow().made_of(module, callee, state.frame.as_ref()) else { return false };
        let mut found = false;
        for (called, arguments) in module.methods_called(binding) {
            let Some(method) = home.method(class, called) else { continue };
            let function = Place { file: home.id, node: method };
            if Frame::active(state.frame.as_ref(), function) {
                continue;
            }
            let frame = Arc::new(Frame::new(function, module, Given::Arguments(arguments), state.frame.clone()));
            let fields = home.fields_of_function(method);
            for (target, value) in &fields.assigned {
                let Kind::Member { property, .. } = home.kind(*target) else { continue };
                if key.may_be(Some(home.text(property))) {
                    found = true;
                    self.expression(&home, *value, State { frame: Some(Arc::clone(&frame)), ..state.clone() });
                }
            }
            let puts = fields.puts(&home);
            let inner = State { frame: Some(frame), ..state.clone() };
            found |= self.follow_puts(&home, puts, &inner.taking(key.clone()));
        }
        found
    }

    /// What is taken of an object that is made of a class; whether there is such a member. `None`: nothing is known of the
    /// class.
    fn of_made(
        &mut self,
        module: &Arc<Module>,
        callee: NodeId,
        making: Making<'_>,
        key: &Key,
        state: &State,
        depth: usize,
    ) -> Option<bool> {
        match self.flow().made_of(module, callee, state.frame.as_ref()) {
            Class::Own(home, class) => {
                let Making { caller, arguments, outer } = making;
                let frame = Frame::of_constructor(&home, class, caller, arguments, outer.clone());
                if self.members(&home, class, key, &State { frame: frame.clone(), ..state.clone() }) {
                    return Some(true);
                }
                let Kind::Class(parts) = home.kind(class) else { return Some(false) };
                let Some(base) = parts.extends.filter(|_| depth > 0) else { return Some(false) };
                let making = match home.constructor(class) {
                    Some(constructor) => {
                        Making { caller: &home, arguments: home.handed_to_super(constructor), outer: frame }
                    }
                    None => Making { caller, arguments, outer },
                };
                self.of_made(&home, base, making, key, state, depth - 1)
            }
            Class::Error => Some(self.of_error(&making, key, state)),
            Class::Other => None,
        }
    }

    /// What is taken of `new Error(text, { cause })`.
    fn of_error(&mut self, making: &Making<'_>, key: &Key, state: &State) -> bool {
        let caller = making.caller;
        let arguments = caller.list(making.arguments);
        let state = State { frame: making.outer.clone(), ..state.clone() };
        let Key::Name(name) = key else { return false };
        match (&**name, arguments) {
            ("message" | "stack", [text, ..]) => {
                // `new TRPCError({ code, message })`.
                let is_options = matches!(caller.kind(caller.unwrapped(*text)), Kind::Object { .. });
                self.expression(caller, *text, if is_options { state.taking(key.clone()) } else { state });
            }
            ("cause", [_, options, ..]) => self.expression(caller, *options, state.taking(key.clone())),
            ("errors", [errors, ..]) => self.expression(caller, *errors, state),
            _ => return false,
        }
        true
    }

    /// A member of the object that a class's own methods run on, when the class itself does not have it.
    pub(super) fn inherited(&mut self, module: &Arc<Module>, class: NodeId, key: &Key, state: &State) -> bool {
        let Kind::Class(parts) = module.kind(class) else { return false };
        let Some(base) = parts.extends else { return false };
        let arguments = module.constructor(class).map(|constructor| module.handed_to_super(constructor));
        let making = Making { caller: module, arguments: arguments.unwrap_or_default(), outer: state.frame.clone() };
        self.of_made(module, base, making, key, state, DEPTH).unwrap_or_default()
    }

    /// `this.name = value` within a class, `constructor(private name)`.
    pub(super) fn fields(&mut self, module: &Arc<Module>, class: NodeId, key: &Key, state: &State) -> bool {
        let is_taken = |name: &str| key.may_be(Some(name)) && (matches!(key, Key::Name(_)) || !name.starts_with('#'));
        let mut found = false;
        for field in module.parameter_properties(class) {
            if is_taken(module.text(module.binding(field).name)) {
                found = true;
                self.binding(module, field, state.clone());
            }
        }
        let fields = module.fields_of_class(class);
        for (target, value) in &fields.assigned {
            let Kind::Member { property, .. } = module.kind(*target) else { continue };
            if is_taken(module.text(property)) {
                found = true;
                self.expression(module, *value, state.clone());
            }
        }
        self.follow_puts(module, fields.puts(module), &state.clone().taking(key.clone())) || found
    }

    /// A member that a class leaves to those that extend it, as the module has them; whether there are any.
    pub(super) fn left_to_others(&mut self, module: &Arc<Module>, class: NodeId, key: &Key, state: &State) -> bool {
        let Some(_step) = self.flow().meter.step() else { return false };
        let Key::Name(name) = key else { return false };
        let mut found = false;
        for below in module.shape().derived.iter().copied() {
            let Kind::Class(parts) = module.kind(below) else { continue };
            let Some(base) = parts.extends.filter(|_| below != class && module.has_member(below, name)) else {
                continue;
            };
            if let Class::Own(home, base) = self.flow().made_of(module, base, None)
                && (home.id, base) == (module.id, class)
            {
                found |= self.members(module, below, key, state);
            }
        }
        found
    }

    /// `super.name`.
    pub(super) fn above(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        match (module.enclosing_class(node), state.path.pop()) {
            (Some(class), Some(key)) if self.inherited(module, class, &key, &state) => {}
            (_, key) => {
                state.path.extend(key);
                self.unknown(state);
            }
        }
    }

    pub(super) fn this(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let own = module.own_function(node).map(|node| Place { file: module.id, node });
        if let Some(called) = own.and_then(|own| Frame::of(state.frame.as_ref(), own)).cloned()
            && let Some(this) = called.this
        {
            return self.expression(&called.caller, this, State { frame: called.from.clone(), ..state });
        }
        match module.this_of(node) {
            // As a whole all that it has.
            Some(owner) if state.path.is_empty() => self.take(module, owner, state.taking(Key::Each)),
            Some(owner) => self.take(module, owner, state),
            None => self.unknown(state),
        }
    }

    /// `new Promise((resolve) => resolve(value))`: whether it is one.
    fn resolved(&mut self, module: &Arc<Module>, callee: NodeId, arguments: List, state: &State) -> bool {
        if module.written(callee) != "Promise" || module.resolve(callee).is_some() {
            return false;
        }
        let executor = module.list(arguments).first().map(|executor| module.kind(module.unwrapped(*executor)));
        let Some(Kind::Function(executor)) = executor else { return false };
        let resolve = module.list(executor.parameters).first().and_then(|parameter| module.plain_binding(*parameter));
        let mut found = false;
        for used in resolve.map_or(&[][..], |resolve| module.uses(resolve)) {
            if let Some(Kind::Call { callee, arguments, .. }) = module.parent(*used).map(|call| module.kind(call))
                && callee == *used
                && let Some(value) = module.list(arguments).first()
            {
                found = true;
                self.expression(module, *value, state.clone());
            }
        }
        found
    }

    /// What a text is made of: of an error what it says.
    pub(super) fn as_text(&mut self, module: &Arc<Module>, node: NodeId, state: &State) {
        let flow = self.flow();
        for origin in flow.origins_in(module, node, state.frame.clone()).iter() {
            let mut path = origin.path.clone();
            path.reverse();
            let inner = State { path, frame: origin.frame.clone(), chosen: state.chosen || origin.chosen };
            match origin.what {
                What::Result(made) if origin.path.is_empty() => match flow.module(made.file) {
                    Some(home) if flow.is_error(&home, made.node, origin.frame.as_ref()) => {
                        self.expression(&home, made.node, inner.taking(Key::named("message")));
                    }
                    _ => self.end(origin.what.clone(), inner),
                },
                _ => self.end(origin.what.clone(), inner),
            }
        }
    }
}

impl Frame {
    /// The frame of `new C(…)`: its constructor's parameters.
    fn of_constructor(
        home: &Module,
        class: NodeId,
        caller: &Arc<Module>,
        arguments: List,
        outer: Option<Arc<Self>>,
    ) -> Option<Arc<Self>> {
        match home.constructor(class) {
            Some(node) => {
                let function = Place { file: home.id, node };
                Some(Arc::new(Self::new(function, caller, Given::Arguments(arguments), outer)))
            }
            None => outer,
        }
    }
}

impl Module {
    /// The methods that are called by the name of an object, and with what.
    fn methods_called(&self, binding: BindingId) -> impl Iterator<Item = (&str, List)> {
        self.uses(binding).iter().filter_map(|used| {
            let member = self.parent(self.wrapped(*used))?;
            let Kind::Member { property, .. } = self.kind(member) else { return None };
            match self.kind(self.parent(member)?) {
                Kind::Call { callee, arguments, .. } if callee == member => Some((self.text(property), arguments)),
                _ => None,
            }
        })
    }

    fn method(&self, class: NodeId, name: &str) -> Option<NodeId> {
        let Kind::Class(parts) = self.kind(class) else { return None };
        self.list(parts.members).iter().find_map(|member| match self.kind(*member) {
            Kind::Property { key, value, computed, .. } if self.key(key, computed).as_deref() == Some(name) => {
                matches!(self.kind(value), Kind::Function(_)).then_some(value)
            }
            _ => None,
        })
    }

    /// The object that a method is called on, when it is made in this module and has a name.
    pub(super) fn made_receiver(&self, callee: NodeId) -> Option<NodeId> {
        let Kind::Member { object, .. } = self.kind(self.unwrapped(callee)) else { return None };
        let made = self.initialiser(self.resolve(self.unwrapped(object))?)?;
        matches!(self.kind(self.unwrapped(made)), Kind::New { .. }).then_some(object)
    }

    /// Whether a class has a member of that name itself.
    fn has_member(&self, class: NodeId, name: &str) -> bool {
        let Kind::Class(parts) = self.kind(class) else { return false };
        self.list(parts.members).iter().any(|member| match self.kind(*member) {
            Kind::Property { key, value, computed, .. } => {
                self.kind(value) != Kind::Hole && self.key(key, computed).as_deref() == Some(name)
            }
            _ => false,
        })
    }

    /// What a class gives to the constructor of the one above it.
    pub(super) fn given_above(&self, class: NodeId) -> &[NodeId] {
        self.constructor(class).map_or(&[], |constructor| self.list(self.handed_to_super(constructor)))
    }

    pub(super) fn constructor(&self, class: NodeId) -> Option<NodeId> {
        let Kind::Class(parts) = self.kind(class) else { return None };
        self.list(parts.members).iter().find_map(|member| {
            let Kind::Property { value, .. } = self.kind(*member) else { return None };
            matches!(self.kind(value), Kind::Function(function) if function.flavour == Flavour::Constructor)
                .then_some(value)
        })
    }

    /// The arguments of `super(…)`.
    pub(super) fn handed_to_super(&self, constructor: NodeId) -> List {
        let span = self.span(constructor);
        self.calls()
            .iter()
            .filter(|call| span.contains(self.span(**call)))
            .find_map(|call| match self.kind(*call) {
                Kind::Call { callee, arguments, .. } if self.kind(callee) == Kind::Super => Some(arguments),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The parameters of a class's constructor that TypeScript makes fields of their names: `constructor(private key: string)`.
    fn parameter_properties(&self, class: NodeId) -> Vec<BindingId> {
        let Some(constructor) = self.constructor(class) else { return Vec::new() };
        let Kind::Function(function) = self.kind(constructor) else { return Vec::new() };
        let is_field = |binding: &BindingId| {
            let before = &self.facts.source[..self.binding(*binding).name.start as usize];
            let modifier = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
            matches!(modifier, Some("private" | "public" | "protected" | "readonly" | "override"))
        };
        let parameters = self.list(function.parameters).iter();
        parameters.filter_map(|parameter| self.plain_binding(*parameter)).filter(is_field).collect()
    }

    /// Whether a class's member belongs to the class itself, not to its objects.
    pub(super) fn is_static(&self, member: NodeId) -> bool {
        self.written(member).strip_prefix("static").is_some_and(|rest| rest.starts_with(char::is_whitespace))
    }
}
