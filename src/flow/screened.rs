//! Values that a test of their own name lets through: `/key/i.test(name) ? '***' : value`.
//!
//! Who writes that means to leave the secrets out, and what the test says of each name need not be known.

use super::module::Module;
use crate::syntax::ast::{BindingId, Kind, NodeId, ScopeId};

/// From a value to the test around it: the way through a tree.
const STEPS: usize = 40;

impl Module {
    /// Whether a value only gets to where it stands when the name beside it, in a list of both or in a loop, passes a test.
    pub(super) fn is_screened(&self, value: NodeId) -> bool {
        self.key_beside(value).is_some_and(|key| self.is_screened_by(value, key))
    }

    /// The same of every use of a function's value, where it gets a name and a value: the replacer of `JSON.stringify`.
    pub(super) fn screens(&self, parameters: &[NodeId]) -> bool {
        let [key, value, ..] = parameters else { return false };
        let (Some(key), Some(value)) = (self.plain_binding(*key), self.plain_binding(*value)) else { return false };
        let uses = self.uses(value);
        !uses.is_empty() && uses.iter().all(|used| self.is_screened_by(*used, key))
    }

    fn is_screened_by(&self, value: NodeId, key: BindingId) -> bool {
        let mut at = value;
        for _ in 0..STEPS {
            let Some(parent) = self.parent(at) else { return false };
            let screens = match self.kind(parent) {
                // Something that says nothing stands in for it.
                Kind::Conditional { test, consequent, alternate } => {
                    let other = if consequent == at { alternate } else { consequent };
                    test != at && self.is_nothing(self.unwrapped(other)) && self.tells(test, key)
                }
                Kind::If { test, consequent, .. } => {
                    let negated = matches!(self.kind(self.unwrapped(test)), Kind::Unary { operator, .. } if self.text(operator) == "!");
                    consequent == at && negated && self.tells(test, key)
                }
                Kind::Block { body } => self
                    .list(body)
                    .iter()
                    .take_while(|statement| **statement != at)
                    .any(|statement| self.passes_over(*statement, key)),
                Kind::Class(_) => return false,
                _ => false,
            };
            if screens {
                return true;
            }
            at = parent;
        }
        false
    }

    /// The name that goes with a value: `[key, value]`, `for (const key in object) object[key]`.
    fn key_beside(&self, value: NodeId) -> Option<BindingId> {
        match self.kind(value) {
            Kind::Index { index, .. } if self.kind(index) == Kind::Ident => {
                let key = self.resolve(index)?;
                let statement = self.parent(self.parent(self.binding(key).declaration)?)?;
                matches!(self.kind(statement), Kind::ForEach { .. }).then_some(key)
            }
            Kind::Ident => {
                let pattern = self.binding(self.resolve(value)?).pattern?;
                match self.kind(self.parent(pattern)?) {
                    Kind::ArrayPattern { items } => match self.list(items) {
                        [key, value, ..] if *value == pattern => self.plain_binding(*key),
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a test asks what a name is: it matches it, or looks it up.
    fn tells(&self, test: NodeId, key: BindingId) -> bool {
        let is_key = |node: NodeId| self.kind(node) == Kind::Ident && self.resolve(node) == Some(key);
        std::iter::once(test).chain(self.ast().descendants(test)).any(|node| match self.kind(node) {
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, property, .. } = self.kind(self.unwrapped(callee)) else { return false };
                let asks = matches!(
                    self.text(property),
                    "test" | "includes" | "has" | "match" | "startsWith" | "endsWith" | "indexOf"
                );
                let about = |node: NodeId| self.ast().descendants(node).chain([node]).any(is_key);
                let given = self.list(arguments).first().copied();
                asks && given.is_some_and(|given| {
                    about(object) && self.is_fixed(given) || is_key(given) && self.is_fixed(object)
                })
            }
            Kind::Binary { operator, left, right } => {
                let compares = matches!(self.text(operator), "===" | "!==" | "==" | "!=");
                let to_text = |node: NodeId| self.kind(self.unwrapped(node)) == Kind::String;
                compares && (is_key(left) && to_text(right) || is_key(right) && to_text(left))
            }
            _ => false,
        })
    }

    /// Whether something is what it is whoever asks: a list that a caller names may leave any secret in.
    fn is_fixed(&self, node: NodeId) -> bool {
        let node = self.unwrapped(node);
        match self.kind(node) {
            Kind::Regex | Kind::String | Kind::Array { .. } => true,
            Kind::Ident => self.resolve(node).is_some_and(|binding| self.binding(binding).scope == ScopeId::MODULE),
            _ => false,
        }
    }

    /// `if (/key/.test(name)) continue;`
    fn passes_over(&self, statement: NodeId, key: BindingId) -> bool {
        let Kind::If { test, consequent, alternate: None } = self.kind(statement) else { return false };
        let leaves = |node: NodeId| match self.kind(node) {
            Kind::Jump => true,
            Kind::Return { argument } => argument.is_none_or(|argument| self.is_nothing(self.unwrapped(argument))),
            _ => false,
        };
        let only_leaves = match self.kind(consequent) {
            Kind::Block { body } => self.list(body).last().is_some_and(|last| leaves(*last)),
            _ => leaves(consequent),
        };
        only_leaves && self.tells(test, key)
    }
}
