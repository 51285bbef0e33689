//! Into the functions that a call reaches, and back with what they give.

use std::sync::Arc;

use super::Place;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Given, Handed, Origin, What};
use super::walk::{State, Walk};
use super::wrapper::Next;
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::facts::EnvObject;

/// How a function is called.
struct Calling<'c> {
    caller: &'c Arc<Module>,
    given: Given,
    this: Option<NodeId>,
}

impl Walk<'_> {
    pub(super) fn call(&mut self, module: &Arc<Module>, node: NodeId, state: State) {
        let Kind::Call { callee, arguments, .. } = module.kind(node) else { return self.unknown(state) };
        let place = Place { file: module.id, node };
        let flow = self.flow();
        if !flow.enters_calls {
            return self.end(What::Result(place), state);
        }
        // The package's, or one that an app wrote after it: by name it says more than its code does.
        if let Some((options, next)) = super::wrapper::validated(module, callee, module.list(arguments), &state.path) {
            if next.is_empty() || state.path.is_empty() {
                self.of_server(module, node, options, &state);
            }
            return self.follow(module, place, next, &state);
        }
        let functions = flow.origins_in(module, callee, state.frame.clone());
        let this = module.made_receiver(callee);
        let calling = Calling { caller: module, given: Given::Arguments(arguments), this };
        if self.enter(&functions, &calling, &state) || self.enter_as(module, callee, arguments, &state) {
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
        if self.entries(module, node, &state) || self.environment(module, node, &functions, &state) {
            return;
        }
        if self.of_schema(module, node, &state) {
            return;
        }
        if let Some(taken) = super::library::taken(flow, module, node, &functions, state.frame.as_ref()) {
            return self.taken(module, &taken, state);
        }
        if let ("Object.fromEntries", [list]) = (module.written(callee), module.list(arguments))
            && !state.path.is_empty()
        {
            return self.made_of_pairs(module, *list, &state);
        }
        match super::wrapper::through(module, callee, module.list(arguments), &functions, &state.path) {
            Some(next) => {
                let next = self.stripped(module, callee, next, &state);
                // A state begins with its argument, and is set to anything later.
                let hooks = ["useState", "useReducer", "useActionState"];
                if hooks.iter().any(|hook| module.written(callee).ends_with(hook)) {
                    self.unknown(state.clone());
                }
                if let [Next::Value(value, path)] = next.as_slice()
                    && super::wrapper::makes_text(module, callee)
                {
                    return self.as_text(module, *value, &State { path: path.clone(), ..state });
                }
                self.follow(module, place, next, &state);
            }
            None => self.end(What::Result(place), state),
        }
    }

    /// Follows what a call hands through.
    fn follow(&mut self, module: &Arc<Module>, call: Place, next: Vec<Next>, state: &State) {
        for next in next {
            match next {
                Next::Value(value, path) => self.expression(module, value, State { path, ..state.clone() }),
                Next::Returned { callback, given, path } => {
                    let state = State { path, ..state.clone() };
                    let functions = self.flow().origins_in(module, callback, state.frame.clone());
                    let first = given.first().and_then(|values| values.first()).cloned();
                    let calling = Calling { caller: module, given: Given::Values(given.into()), this: None };
                    if self.enter(&functions, &calling, &state) {
                        continue;
                    }
                    match first.filter(|_| functions.iter().any(hands_through)) {
                        Some((value, taken)) => {
                            let mut path = state.path.clone();
                            path.extend(taken);
                            self.expression(module, value, State { path, ..state });
                        }
                        None => self.end(What::Result(call), state),
                    }
                }
            }
        }
    }

    /// Of a schema that leaves out what it does not name: what is checked as a whole comes back with its keys only.
    fn stripped(&self, module: &Arc<Module>, callee: NodeId, mut next: Vec<Next>, state: &State) -> Vec<Next> {
        if let [Next::Value(_, path)] = next.as_mut_slice()
            && path.is_empty()
            && let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee))
            && module.text(property).to_ascii_lowercase().contains("parse")
            && let Some(keys) = self.flow().schema_keys(module, object, state)
        {
            path.push(Key::Among(keys));
        }
        next
    }

    /// `f.call(it, a)`, `f.apply(it, [a])`: whether it is one.
    fn enter_as(&mut self, module: &Arc<Module>, callee: NodeId, arguments: List, state: &State) -> bool {
        let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return false };
        let given = match (module.text(property), module.list(arguments)) {
            ("call", [_, ..]) => Given::Arguments(List { start: arguments.start + 1, len: arguments.len - 1 }),
            ("apply", [_, list]) => Given::Items(*list),
            _ => return false,
        };
        let functions = self.flow().origins_in(module, object, state.frame.clone());
        let this = module.list(arguments).first().copied();
        self.enter(&functions, &Calling { caller: module, given, this }, state)
    }

    /// Follows what those functions give back that are the project's; whether any is.
    fn enter(&mut self, functions: &[Origin], calling: &Calling<'_>, state: &State) -> bool {
        let mut entered = false;
        for function in functions {
            let (What::Expression(place) | What::Result(place)) = function.what else { continue };
            let Some(home) = self.flow().module(place.file).filter(|_| function.path.is_empty()) else { continue };
            let parts = match home.kind(place.node) {
                Kind::Function(parts) => parts,
                Kind::Call { callee, arguments, .. } => {
                    entered |= self.enter_bound(&home, callee, arguments, function, calling, state);
                    continue;
                }
                _ => continue,
            };
            if Frame::active(state.frame.as_ref(), place) {
                continue;
            }
            entered = true;
            // A method knows what its object was made with, an inner function what the outer one was called with.
            let same = match (&function.frame, &state.frame) {
                (Some(made_in), Some(from)) => Arc::ptr_eq(made_in, from),
                (made_in, _) => made_in.is_none(),
            };
            let frame = Frame {
                this: calling.this,
                made_in: function.frame.clone().filter(|_| !same),
                ..Frame::new(place, calling.caller, calling.given.clone(), state.frame.clone())
            };
            let inside = State { frame: Some(Arc::new(frame)), ..state.clone() };
            if parts.is_generator {
                self.yields(&home, place.node, &inside);
            } else {
                self.returns(&home, place.node, &inside);
            }
        }
        entered
    }

    /// A function that `f.bind(it, a)` made.
    fn enter_bound(
        &mut self,
        home: &Arc<Module>,
        callee: NodeId,
        bound: List,
        function: &Origin,
        calling: &Calling<'_>,
        state: &State,
    ) -> bool {
        let Kind::Member { object, property, .. } = home.kind(home.unwrapped(callee)) else { return false };
        if home.text(property) != "bind" {
            return false;
        }
        let functions = self.flow().origins_in(home, object, function.frame.clone());
        let bound = home.list(bound);
        let value = |node: &NodeId| -> Vec<Handed> { vec![(*node, Vec::new())] };
        let mut values: Vec<Vec<Handed>> = bound.iter().skip(1).map(value).collect();
        // What is given later is known when it is given in the same file.
        if let Given::Arguments(arguments) = calling.given
            && calling.caller.id == home.id
        {
            values.extend(home.list(arguments).iter().map(value));
        }
        let this = bound.first().copied();
        self.enter(&functions, &Calling { caller: home, given: Given::Values(values.into()), this }, state)
    }

    /// `loadEnv(…).NAME` is the variable, where the prefixes let it through.
    fn loaded_environment(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let name = match state.path.pop() {
            Some(Key::Name(name)) => Some(name),
            _ => None,
        };
        let may_hold = super::load_env::may_hold(self.flow(), module, node, name.as_deref());
        if !may_hold || !state.path.is_empty() {
            return self.unknown(state);
        }
        self.end(What::Env { place: Place { file: module.id, node }, object: EnvObject::Process, name }, state);
    }

    /// Follows all that a function may return.
    pub(super) fn returns(&mut self, module: &Arc<Module>, function: NodeId, state: &State) {
        let returned = module.returned(function);
        if returned.is_empty() {
            return self.unknown(state.clone());
        }
        for value in returned {
            if self.flow().may_reach(module, *value, state.frame.as_ref()) {
                self.expression(module, *value, state.clone());
            }
        }
    }

    /// Follows what a generator yields, one of which is taken.
    fn yields(&mut self, module: &Arc<Module>, function: NodeId, state: &State) {
        let mut one = state.clone();
        let key = one.path.pop().unwrap_or(Key::Each);
        let yielded = module.yielded(function);
        if !matches!(key, Key::Each) {
            one.choose(&Key::Unknown, yielded.len());
        }
        if yielded.is_empty() {
            return self.unknown(state.clone());
        }
        for (value, is_list) in yielded {
            let one = one.clone();
            self.expression(module, *value, if *is_list { one.taking(key.clone()) } else { one });
        }
    }
}

/// A function of the language that gives back what it is given, as a text: `keys.map(String)`.
fn hands_through(function: &Origin) -> bool {
    matches!(&function.what, What::Global(name) if function.path.is_empty()
        && matches!(&**name, "String" | "encodeURIComponent" | "encodeURI" | "decodeURIComponent" | "btoa" | "structuredClone"))
}
