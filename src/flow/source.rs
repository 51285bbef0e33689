//! What a value may hold: variables, literals, by access path and across modules.

use std::sync::Arc;

use super::key::Key;
use super::module::Module;
use super::origin::{Frame, Origin, What};
use super::walk::{State, Walk};
use super::{Flow, Place};
use crate::syntax::ast::{Flavour, Kind, NodeId};
use crate::syntax::facts::EnvObject;

/// More are not told apart.
const MOST: usize = 256;

/// One thing that a value may hold, whole or in part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A variable of the environment; without a name the whole of it, or one that is chosen at run time.
    Env {
        place: Place,
        object: EnvObject,
        name: Option<Box<str>>,
    },
    /// A string or template of the source.
    Literal {
        place: Place,
    },
    /// Handed in by a caller: props, arguments, what a person typed.
    Parameter {
        function: Place,
        index: usize,
    },
    /// What a call gives that is not looked into.
    Result {
        place: Place,
    },
    /// A package's export.
    Package {
        specifier: Box<str>,
    },
    Unknown,
}

/// What a value holds, as it is gathered.
#[derive(Debug, Default)]
pub(super) struct Holding {
    /// With each, whether a key that is not known chose it among others.
    held: Vec<(Source, bool)>,
    /// Whether what is added now is chosen so.
    chosen: bool,
}

impl Holding {
    pub(super) fn add(&mut self, source: Source) {
        match self.held.iter_mut().find(|(known, _)| *known == source) {
            Some((_, chosen)) => *chosen &= self.chosen,
            None => self.held.push((source, self.chosen)),
        }
    }

    /// Adds what may be there, as it turns out at run time.
    pub(super) fn perhaps(&mut self, add: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.chosen, true);
        add(self);
        self.chosen = before;
    }

    pub(super) fn sources(self) -> impl Iterator<Item = Source> {
        self.held.into_iter().map(|(source, _)| source)
    }

    pub(super) fn into_held(self) -> Vec<(Source, bool)> {
        self.held
    }
}

impl Flow<'_> {
    /// Everything that the value of an expression may hold. `config.sid` is not blamed for `config.token`; the object
    /// `config` as a whole is.
    pub fn sources(&self, place: Place) -> Vec<Source> {
        let _step = self.meter.step();
        let mut out = Holding::default();
        if let Some(module) = self.module(place.file) {
            self.collect(&module, place.node, None, &mut out);
        }
        out.sources().collect()
    }

    /// Everything that a member of an object may hold.
    pub fn sources_of_member(&self, object: Place, name: &str) -> Vec<Source> {
        let Some(module) = self.module(object.file) else { return Vec::new() };
        self.sources_at(&module, object.node, &[Key::Name(name.into())], None).sources().collect()
    }

    /// [`sources`](Self::sources) of what is taken of the expression's value, outermost key first.
    pub(super) fn sources_at(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        path: &[Key],
        frame: Option<&Arc<Frame>>,
    ) -> Holding {
        let _step = self.meter.step();
        let mut out = Holding::default();
        if path.is_empty() {
            self.collect(module, node, frame, &mut out);
        } else {
            for origin in self.origins_of(module, node, path, frame) {
                self.origin(origin, &mut out);
            }
        }
        out
    }

    pub(super) fn collect(&self, module: &Arc<Module>, node: NodeId, frame: Option<&Arc<Frame>>, out: &mut Holding) {
        for origin in self.origins_in(module, node, frame.cloned()).iter().cloned() {
            self.origin(origin, out);
        }
    }

    /// What an origin holds. All that leads deeper comes through here, so here the steps are counted: `text = text + part`
    /// and a `toJSON` that gives back `this` lead to themselves.
    pub(super) fn origin(&self, origin: Origin, out: &mut Holding) {
        let Some(_step) = self.meter.step().filter(|_| out.held.len() <= MOST) else { return out.add(Source::Unknown) };
        let before = out.chosen;
        out.chosen |= origin.chosen;
        self.origin_of(origin, out);
        out.chosen = before;
    }

    fn origin_of(&self, origin: Origin, out: &mut Holding) {
        match origin.what {
            What::Env { place, object, name } => out.add(Source::Env { place, object, name }),
            What::Parameter { function, index } => out.add(Source::Parameter { function, index }),
            What::Package { specifier } => out.add(Source::Package { specifier }),
            What::Global(name) if &*name == "undefined" => {}
            What::Global(_) | What::Unknown => out.add(Source::Unknown),
            What::Expression(place) => match self.module(place.file) {
                Some(home) => self.parts(&home, place, origin.frame.as_ref(), out),
                None => out.add(Source::Unknown),
            },
            What::Filled(place) => match self.module(place.file) {
                Some(home) => self.filled(&home, place.node, origin.frame.as_ref(), out),
                None => out.add(Source::Unknown),
            },
            What::Namespace(file) => match self.module(file) {
                Some(home) => {
                    for origin in self.namespace_origins(&home) {
                        self.origin(origin, out);
                    }
                }
                None => out.add(Source::Unknown),
            },
            What::Props(place) => match self.module(place.file) {
                Some(home) => self.props(&home, place.node, origin.frame.as_ref(), out),
                None => out.add(Source::Unknown),
            },
            What::Result(place) => match self.module(place.file) {
                Some(home) => self.result(&home, place, &origin.path, origin.frame.as_ref(), out),
                None => out.add(Source::Unknown),
            },
        }
    }

    fn parts(&self, module: &Arc<Module>, place: Place, frame: Option<&Arc<Frame>>, out: &mut Holding) {
        if matches!(module.kind(place.node), Kind::Object { .. } | Kind::Array { .. }) {
            self.put_later(module, place.node, frame, out);
        }
        let mut each = |nodes: &[NodeId]| {
            for node in nodes {
                self.collect(module, *node, frame, out);
            }
        };
        match module.kind(place.node) {
            Kind::String => out.add(Source::Literal { place }),
            Kind::Template { parts } => {
                let parts = module.list(parts);
                let (texts, values): (Vec<NodeId>, Vec<NodeId>) =
                    parts.iter().partition(|part| module.kind(**part) == Kind::TemplateText);
                self.texts(module, &values, frame, out);
                if !texts.is_empty() || parts.is_empty() {
                    out.add(Source::Literal { place });
                }
            }
            Kind::TaggedTemplate { template, .. } => each(&[template]),
            Kind::Binary { operator, left, right } if module.text(operator) == "+" => {
                self.texts(module, &[left, right], frame, out);
            }
            Kind::Array { items } => {
                for item in module.list(items) {
                    match module.kind(*item) {
                        Kind::Spread { argument } => each(&[argument]),
                        Kind::Hole => {}
                        _ => each(&[*item]),
                    }
                }
            }
            Kind::Object { properties } => self.properties(module, module.list(properties), frame, out),
            _ => {}
        }
    }

    /// The members of an object. What is written behind a spread takes the place of what that gives.
    fn properties(&self, module: &Arc<Module>, members: &[NodeId], frame: Option<&Arc<Frame>>, out: &mut Holding) {
        for (at, member) in members.iter().enumerate() {
            match module.kind(*member) {
                Kind::Property { value, .. } => match module.kind(value) {
                    Kind::Function(function) if function.flavour == Flavour::Getter => {
                        for value in module.returned(value) {
                            self.collect(module, *value, frame, out);
                        }
                    }
                    _ => self.collect(module, value, frame, out),
                },
                Kind::Spread { argument } => match module.named_in(&members[at + 1..]) {
                    names if names.is_empty() => self.collect(module, argument, frame, out),
                    names => self.taken(module, argument, &[Key::Others(names.into())], frame, out),
                },
                _ => {}
            }
        }
    }

    /// What is taken of a value.
    pub(super) fn taken(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        path: &[Key],
        frame: Option<&Arc<Frame>>,
        out: &mut Holding,
    ) {
        for origin in self.origins_of(module, node, path, frame) {
            self.origin(origin, out);
        }
    }

    /// What values hold when a text is made of them.
    fn texts(&self, module: &Arc<Module>, nodes: &[NodeId], frame: Option<&Arc<Frame>>, out: &mut Holding) {
        for node in nodes {
            let mut walk = Walk::new(self);
            walk.as_text(module, *node, &State { frame: frame.cloned(), ..State::default() });
            for origin in walk.finish() {
                self.origin(origin, out);
            }
        }
    }

    /// What is put into it by the name that is bound there.
    fn filled(&self, module: &Arc<Module>, bound: NodeId, frame: Option<&Arc<Frame>>, out: &mut Holding) {
        let Kind::Binding(binding) = module.kind(bound) else { return };
        for put in module.put_into(binding) {
            self.collect(module, put.value, frame, out);
        }
    }

    /// What is put into it after it is made.
    pub(super) fn put_later(&self, module: &Arc<Module>, made: NodeId, frame: Option<&Arc<Frame>>, out: &mut Holding) {
        let Some(binding) = module.named_as(made) else { return };
        for put in module.put_into(binding) {
            self.collect(module, put.value, frame, out);
        }
    }

    /// All that an element hands to its component.
    fn props(&self, module: &Arc<Module>, element: NodeId, frame: Option<&Arc<Frame>>, out: &mut Holding) {
        let Kind::JsxElement { attributes, .. } = module.kind(element) else { return };
        for attribute in module.list(attributes) {
            match module.kind(*attribute) {
                Kind::JsxAttribute { value: Some(value), .. } | Kind::JsxSpread { argument: value } => {
                    self.collect(module, value, frame, out);
                }
                _ => {}
            }
        }
    }
}
