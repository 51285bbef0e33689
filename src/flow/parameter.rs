//! What names get that no initialiser gives: parameters, loops' variables, the rest of a pattern.

use std::sync::Arc;

use super::Place;
use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Given, Handed, What};
use super::walk::{State, Walk};
use crate::syntax::ast::{Kind, NodeId};

impl State {
    /// Notes that a key that is not known takes one of several.
    pub(super) fn choose(&mut self, key: &Key, of: usize) {
        self.chosen |= *key == Key::Unknown && of > 1;
    }

    /// What is taken of a value that has only those members of another.
    pub(super) fn within(mut self, names: &[Box<str>]) -> Option<Self> {
        let key = self.path.pop().unwrap_or(Key::Each);
        self.choose(&key, names.len());
        Some(self.taking(key.within(names)?))
    }

    /// What is taken of a value that has all members of another but those.
    pub(super) fn without(mut self, names: &[Box<str>]) -> Option<Self> {
        let key = self.path.pop().unwrap_or(Key::Each);
        self.chosen |= key == Key::Unknown;
        Some(self.taking(key.without(names)?))
    }

    /// What is taken of the list of which this is what begins at `start`.
    fn from(mut self, start: usize) -> Option<Self> {
        let moved = |names: &[Box<str>]| -> Vec<Box<str>> {
            let index = |name: &str| Some((name.parse::<usize>().ok()? + start).to_string().into());
            names.iter().filter_map(|name| index(name)).collect()
        };
        let before = (0..start).map(|index| index.to_string().into());
        match self.path.pop() {
            Some(Key::Name(name)) => {
                let index: usize = name.parse().ok()?;
                Some(self.taking(Key::index(index + start)))
            }
            Some(Key::Among(names)) => Some(self.taking(Key::Among(moved(&names).into()))),
            Some(Key::Others(names)) => Some(self.taking(Key::Others(before.chain(moved(&names)).collect()))),
            None if start == 0 => Some(self),
            key => {
                self.path.extend(key);
                self.without(&before.collect::<Vec<_>>())
            }
        }
    }

    /// What is taken of the whole of which a pattern's `...rest` is a part; `None`: nothing, as it has no such member.
    pub(super) fn of_rest(&self, module: &Module, rest: NodeId) -> Option<Self> {
        let state = self.clone();
        match module.parent(rest).map(|pattern| module.kind(pattern)) {
            Some(Kind::ObjectPattern { properties }) => state.without(&module.named_in(module.list(properties))),
            Some(Kind::ArrayPattern { items }) => {
                state.from(module.list(items).iter().position(|item| *item == rest).unwrap_or_default())
            }
            // Of a parameter: what a call hands over is asked there.
            _ => Some(state),
        }
    }
}

impl Walk<'_> {
    /// `for (const x of list)`.
    pub(super) fn iterated(&mut self, module: &Arc<Module>, declarator: NodeId, state: State) {
        let statement = module.parent(declarator).and_then(|variable| module.parent(variable));
        if let Some(statement) = statement
            && let Kind::ForEach { iterable, of: true, .. } = module.kind(statement)
        {
            self.expression(module, iterable, state.taking(Key::Each));
        }
    }

    pub(super) fn parameter(&mut self, module: &Arc<Module>, declarator: NodeId, state: State) {
        let Some(function) = module.parent(declarator) else { return self.unknown(state) };
        let Kind::Function(parts) = module.kind(function) else { return self.unknown(state) };
        let index = module.list(parts.parameters).iter().position(|parameter| *parameter == declarator);
        let place = Place { file: module.id, node: function };
        if let Some(called) = Frame::of(state.frame.as_ref(), place).cloned() {
            return self.given(module, declarator, &called, index, State { frame: called.from.clone(), ..state });
        }
        if let Some(promise) = super::wrapper::caught_by_callback(module, function, index) {
            return self.thrown_within(module, promise, state);
        }
        if let Some((receiver, each)) = super::wrapper::handed_to_callback(module, function, index) {
            if each && index == Some(0) && self.each_entry(module, receiver, &state) {
                return;
            }
            let state = if each { state.taking(Key::Each) } else { state };
            return self.expression(module, receiver, state);
        }
        if let Some(index) = index
            && self.called_back(module, function, index, &state)
        {
            return;
        }
        self.end(What::Parameter { function: place, index: index.unwrap_or_default() }, state);
    }

    /// What a function of the project hands to a callback: `withKey((key) => …)`. Whether it hands it anything.
    fn called_back(&mut self, module: &Arc<Module>, callback: NodeId, index: usize, state: &State) -> bool {
        let outer = module.wrapped(callback);
        let Some(Kind::Call { callee, arguments, .. }) = module.parent(outer).map(|call| module.kind(call)) else {
            return false;
        };
        let Some(at) = module.list(arguments).iter().position(|argument| *argument == outer) else { return false };
        let flow = self.flow();
        let mut found = false;
        for function in flow.origins_in(module, callee, state.frame.clone()).iter() {
            let What::Expression(place) = function.what else { continue };
            let Some(home) = flow.module(place.file).filter(|_| function.path.is_empty()) else { continue };
            let Kind::Function(parts) = home.kind(place.node) else { continue };
            if Frame::active(state.frame.as_ref(), place) {
                continue;
            }
            let parameter = home.list(parts.parameters).get(at).and_then(|parameter| home.plain_binding(*parameter));
            let Some(parameter) = parameter else { continue };
            let given = Given::Arguments(arguments);
            let frame = Arc::new(Frame::new(place, module, given, state.frame.clone()));
            for used in home.uses(parameter) {
                let call = home.parent(*used).map(|call| home.kind(call));
                if let Some(Kind::Call { callee, arguments, .. }) = call
                    && callee == *used
                {
                    found = true;
                    let inside = State { frame: Some(Arc::clone(&frame)), ..state.clone() };
                    self.argument(&home, home.list(arguments), index, inside);
                }
            }
        }
        found
    }

    /// What a call hands to a parameter.
    fn given(&mut self, module: &Module, declarator: NodeId, called: &Frame, index: Option<usize>, outer: State) {
        let is_rest = matches!(module.kind(declarator), Kind::Declarator { target, .. } if matches!(module.kind(target), Kind::Rest { .. }));
        match index {
            Some(index) if is_rest => self.given_from(called, index, outer),
            Some(index) => self.given_at(called, index, outer),
            None => self.unknown(outer),
        }
    }

    /// What a call hands over at a place.
    fn given_at(&mut self, called: &Frame, index: usize, outer: State) {
        let caller = &called.caller;
        match &called.given {
            Given::Arguments(arguments) => self.argument(caller, caller.list(*arguments), index, outer),
            Given::Items(list) => self.expression(caller, *list, outer.taking(Key::index(index))),
            Given::Values(values) => self.values(caller, values.get(index).map_or(&[], Vec::as_slice), &outer),
            Given::Props(element) if index == 0 => self.prop(caller, *element, outer),
            Given::Props(_) => self.unknown(outer),
        }
    }

    /// What a call hands over from a place on, as a list.
    fn given_from(&mut self, called: &Frame, start: usize, outer: State) {
        let caller = &called.caller;
        match &called.given {
            Given::Arguments(arguments) => self.rest_of_arguments(caller, caller.list(*arguments), start, outer),
            Given::Items(list) => match outer.clone().from(start) {
                Some(inner) => self.expression(caller, *list, inner),
                None => self.undefined(outer),
            },
            Given::Values(values) => {
                let mut inner = outer;
                let key = inner.path.pop().unwrap_or(Key::Each);
                for (at, value) in values.iter().skip(start).enumerate() {
                    if key.may_be(Some(&at.to_string())) {
                        self.values(caller, value, &inner);
                    }
                }
            }
            Given::Props(_) => self.unknown(outer),
        }
    }

    fn values(&mut self, caller: &Arc<Module>, values: &[Handed], outer: &State) {
        for (value, path) in values {
            let mut state = outer.clone();
            state.path.extend(path.iter().cloned());
            self.expression(caller, *value, state);
        }
    }

    /// `arguments[0]`.
    pub(super) fn of_arguments(&mut self, module: &Arc<Module>, node: NodeId, mut state: State) {
        let place = module.own_function(node).map(|node| Place { file: module.id, node });
        let called = place.and_then(|place| Frame::of(state.frame.as_ref(), place)).cloned();
        match (called, state.path.pop()) {
            (Some(called), key) => {
                state.path.extend(key);
                self.given_from(&called, 0, State { frame: called.from.clone(), ..state });
            }
            (None, _) => self.unknown(state),
        }
    }

    /// One argument; of `f(a, ...list)` the list's items come after.
    fn argument(&mut self, caller: &Arc<Module>, arguments: &[NodeId], index: usize, outer: State) {
        for (at, argument) in arguments.iter().enumerate().take(index + 1) {
            if let Kind::Spread { argument } = caller.kind(*argument) {
                let is_last = at + 1 == arguments.len();
                let key = if is_last { Key::index(index - at) } else { Key::Unknown };
                return self.expression(caller, argument, outer.taking(key));
            }
        }
        match arguments.get(index) {
            Some(argument) => self.expression(caller, *argument, outer),
            None => self.undefined(outer),
        }
    }

    /// What is taken of `...rest`: an argument by its index, or each from there on.
    fn rest_of_arguments(&mut self, caller: &Arc<Module>, arguments: &[NodeId], start: usize, mut outer: State) {
        let key = match outer.path.pop() {
            Some(Key::Name(name)) => match name.parse::<usize>() {
                Ok(index) => return self.argument(caller, arguments, start + index, outer),
                Err(_) => return self.unknown(outer.taking(Key::Name(name))),
            },
            key => key.unwrap_or(Key::Each),
        };
        outer.choose(&key, arguments.len().saturating_sub(start));
        let spread = arguments.iter().position(|argument| matches!(caller.kind(*argument), Kind::Spread { .. }));
        for (at, argument) in arguments.iter().enumerate() {
            match caller.kind(*argument) {
                Kind::Spread { argument } => {
                    let of_more = if key == Key::Unknown { Key::Unknown } else { Key::Each };
                    self.expression(caller, argument, outer.clone().taking(of_more));
                }
                _ if at < start => {}
                _ if spread.is_none_or(|spread| at < spread) && !key.may_be(Some(&(at - start).to_string())) => {}
                _ => self.expression(caller, *argument, outer.clone()),
            }
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
        state.choose(&key, module.list(attributes).len());
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
}
