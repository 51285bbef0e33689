//! What is taken from an object after it is made: `delete it.key`, `it.key = undefined`.

use rustc_hash::FxHashMap;

use super::module::{Module, Shape};
use crate::syntax::ast::{BindingId, Kind, NodeId};
use crate::text::Span;

/// A member that is taken from an object.
#[derive(Clone, Copy, Debug)]
pub(super) enum Taken {
    Named(Span),
    /// An expression says which.
    By(NodeId),
}

impl Shape {
    /// Notes it of an object that has a name.
    pub(super) fn take_away(&mut self, module: &Module, object: NodeId, key: Taken, done: NodeId) {
        let object = module.unwrapped(object);
        if module.kind(object) == Kind::Ident {
            self.taken_away.push((object, key, done));
        }
    }
}

impl Module {
    /// The members that an object of that name no longer has where it is used.
    pub(super) fn gone_from(&self, binding: BindingId, used: NodeId) -> Vec<Taken> {
        let before = |done: NodeId| self.span(done).end <= self.span(used).start;
        let is_gone = |(object, key, done): &&(NodeId, Taken, NodeId)| {
            before(*done)
                && match key {
                    Taken::Named(key) => self.is_done(*object, *key, *done, used),
                    // In a loop over a list of keys.
                    Taken::By(_) => self.is_within(*done, self.enclosing_function(used)),
                }
        };
        let of_binding = self.gone.get_or_init(|| {
            let mut of_binding: FxHashMap<BindingId, Vec<_>> = FxHashMap::default();
            for taken in &self.shape().taken_away {
                if let Some(binding) = self.resolve(taken.0) {
                    of_binding.entry(binding).or_default().push(*taken);
                }
            }
            of_binding
        });
        of_binding.get(&binding).into_iter().flatten().filter(is_gone).map(|(_, key, _)| *key).collect()
    }

    /// Whether it is done whenever the function gets to where the object is used, or whenever there is something to be done.
    fn is_done(&self, object: NodeId, key: Span, done: NodeId, used: NodeId) -> bool {
        let asks = |test: NodeId| match self.kind(self.unwrapped(test)) {
            Kind::Member { object: of, property, .. } => {
                self.resolve(of) == self.resolve(object) && self.text(property) == self.text(key)
            }
            Kind::Binary { operator, left, right } => {
                self.text(operator) == "in"
                    && self.resolve(right) == self.resolve(object)
                    && self.key(left, true).is_some_and(|name| *name == *self.text(key))
            }
            _ => false,
        };
        let mut inner = done;
        let around = std::iter::successors(self.parent(done), |node| self.parent(*node));
        let always = around.take_while(|node| !matches!(self.kind(*node), Kind::Function(_))).all(|node| {
            let always = match self.kind(node) {
                Kind::Expression { .. } | Kind::Block { .. } => true,
                Kind::If { test, consequent, .. } => consequent == inner && asks(test),
                Kind::Try { finalizer, .. } => finalizer == Some(inner),
                _ => false,
            };
            inner = node;
            always
        });
        always && self.enclosing_function(done) == self.enclosing_function(used)
    }

    fn is_within(&self, node: NodeId, function: Option<NodeId>) -> bool {
        function.is_none_or(|function| self.span(function).contains(self.span(node)))
    }

    /// What no secret is: `undefined`, `null`, `''`, and what says that something is not shown (`'***'`).
    pub(super) fn is_nothing(&self, value: NodeId) -> bool {
        const LONGEST: usize = 12;
        match self.kind(value) {
            Kind::Null | Kind::Number | Kind::Bool(_) => true,
            Kind::Ident => self.written(value) == "undefined",
            Kind::String => self.string(value).len() <= LONGEST,
            _ => false,
        }
    }
}
