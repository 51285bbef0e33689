//! What a walk ends at.

use std::sync::Arc;

use super::Place;
use super::key::Key;
use super::module::Module;
use crate::syntax::ast::{List, NodeId};
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

/// A call that the walk went into: what its function's parameters are.
#[derive(Debug)]
pub struct Frame {
    pub function: Place,
    pub caller: Arc<Module>,
    pub given: Given,
    pub outer: Option<Arc<Self>>,
}

/// What a function is called with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    Arguments(List),
    /// A component, by a JSX element: one object of its attributes and children.
    Props(NodeId),
}

impl Frame {
    /// Whether the walk is inside of the function already (recursion).
    pub(super) fn active(mut frame: Option<&Arc<Self>>, function: Place) -> bool {
        while let Some(called) = frame {
            if called.function == function {
                return true;
            }
            frame = called.outer.as_ref();
        }
        false
    }
}

/// Two frames are the same when they are the same calls.
impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        self.function == other.function
            && self.caller.id == other.caller.id
            && self.given == other.given
            && self.outer == other.outer
    }
}

impl Eq for Frame {}
