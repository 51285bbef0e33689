//! What a walk ends at.

use std::sync::Arc;

use super::Place;
use super::key::Key;
use super::module::Module;
use crate::project::FileId;
use crate::syntax::ast::{Kind, List, NodeId};
use crate::syntax::facts::EnvObject;

/// One thing that an expression's value may come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    pub what: What,
    /// What is taken of it, outermost first; empty for the thing itself.
    pub path: Vec<Key>,
    /// The calls in which it is read, innermost first.
    pub frame: Option<Arc<Frame>>,
    /// A key that is not known before the program runs chose it among others.
    pub chosen: bool,
}

impl Origin {
    /// Whether it is what the call gives, or an item of the list that this is.
    pub fn is_item_of(&self, call: Place) -> bool {
        let is_index = |key: &Key| match key {
            Key::Name(name) => name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'),
            Key::Each | Key::Unknown => true,
            _ => false,
        };
        self.path.iter().all(is_index) && self.what == What::Result(call)
    }

    /// Whether it is what the call gives, all of it.
    pub fn is_result_of(&self, call: Place) -> bool {
        self.path.is_empty() && self.what == What::Result(call)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A literal, a template, a sum, an object, a function, a class …
    Expression(Place),
    /// A variable of the environment; without a name the environment itself, or a name chosen at run time.
    Env {
        place: Place,
        object: EnvObject,
        name: Option<Box<str>>,
    },
    /// What a package exports; the path says what.
    Package {
        specifier: Box<str>,
    },
    /// The props of a component that a JSX element makes.
    Props(Place),
    /// What a call or `new` gives whose function is not part of the project.
    Result(Place),
    /// Something that is made elsewhere, and that code puts more into by the name that is bound here.
    Filled(Place),
    /// All that a module exports, as one object.
    Namespace(FileId),
    /// Handed in by callers.
    Parameter {
        function: Place,
        index: usize,
    },
    /// A name that nothing declares: `fetch`, `undefined`.
    Global(Box<str>),
    Unknown,
}

impl What {
    pub(super) fn is_undefined(&self) -> bool {
        matches!(self, Self::Global(name) if &**name == "undefined")
    }
}

/// An expression of some module, as it stands when those calls are under way.
#[derive(Clone, Debug)]
pub struct Made {
    pub home: Arc<Module>,
    pub node: NodeId,
    pub frame: Option<Arc<Frame>>,
}

impl Made {
    /// Another expression of the same module, in the same calls.
    #[must_use]
    pub fn beside(&self, node: NodeId) -> Self {
        Self { node, ..self.clone() }
    }

    pub fn place(&self) -> Place {
        Place { file: self.home.id, node: self.node }
    }

    /// What is called, and with which arguments.
    pub fn called(&self) -> Option<(NodeId, &[NodeId])> {
        match self.home.kind(self.node) {
            Kind::Call { callee, arguments, .. } | Kind::New { callee, arguments } => {
                Some((self.home.unwrapped(callee), self.home.list(arguments)))
            }
            _ => None,
        }
    }
}

/// A call that the walk went into: what its function's parameters are.
#[derive(Debug)]
pub struct Frame {
    pub function: Place,
    pub caller: Arc<Module>,
    pub given: Given,
    /// What the call says that `this` is: an expression of the caller.
    pub this: Option<NodeId>,
    /// The call in which this one is made: what it is given is known there.
    pub from: Option<Arc<Self>>,
    /// The call that made the function, when it is another one: what it closes over.
    pub made_in: Option<Arc<Self>>,
}

/// What a function is called with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    Arguments(List),
    /// All of them are the items of one value: `f.apply(it, list)`.
    Items(NodeId),
    /// For each parameter what it may be: an expression, and what is taken of it (the next key last).
    Values(Arc<[Vec<Handed>]>),
    /// A component, by a JSX element: one object of its attributes and children.
    Props(NodeId),
}

/// An expression of the caller, and what is taken of its value (the next key last).
pub(super) type Handed = (NodeId, Vec<Key>);

impl Frame {
    pub(super) fn new(function: Place, caller: &Arc<Module>, given: Given, from: Option<Arc<Self>>) -> Self {
        Self { function, caller: Arc::clone(caller), given, this: None, from, made_in: None }
    }

    /// Where the names are known that the function's own scope does not have.
    pub(super) fn outer(&self) -> Option<&Arc<Self>> {
        self.made_in.as_ref().or(self.from.as_ref())
    }

    /// Whether the walk is inside of the function already (recursion).
    pub(super) fn active(mut frame: Option<&Arc<Self>>, function: Place) -> bool {
        while let Some(called) = frame {
            if called.function == function {
                return true;
            }
            frame = called.from.as_ref();
        }
        false
    }

    /// The call of a function that the walk stands in.
    pub(super) fn of(mut frame: Option<&Arc<Self>>, function: Place) -> Option<&Arc<Self>> {
        while let Some(called) = frame {
            if called.function == function {
                return Some(called);
            }
            frame = called.outer();
        }
        None
    }
}

/// Two frames are the same when they are the same calls.
impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        self.function == other.function
            && self.caller.id == other.caller.id
            && self.given == other.given
            && self.this == other.this
            && same(self.from.as_ref(), other.from.as_ref())
            && same(self.made_in.as_ref(), other.made_in.as_ref())
    }
}

impl Eq for Frame {}

/// Frames share what is around them: mostly there is nothing to compare.
fn same(one: Option<&Arc<Frame>>, other: Option<&Arc<Frame>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other) || one == other,
        (None, None) => true,
        _ => false,
    }
}
