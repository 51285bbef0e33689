//! Expressions whose value is the token of a person's session, as far as their names tell.

use super::File;
use crate::flow::{Module, Place};
use crate::secrets::SessionName;
use crate::syntax::ast::{Kind, NodeId};

impl File<'_> {
    /// The part of an expression that is called a session's token, and how clearly: the name, the member, the property, the
    /// call (`user.getIdToken()`) it comes from. A constant is none.
    pub(in crate::rules) fn session_token(&self, module: &Module, node: NodeId) -> Option<(SessionName, NodeId)> {
        let node = module.unwrapped(node);
        let each = |nodes: &[NodeId]| {
            nodes.iter().filter_map(|part| self.session_token(module, *part)).max_by_key(|(says, _)| *says)
        };
        match module.kind(node) {
            Kind::Ident => self.named(module, node, module.written(node)),
            Kind::Member { property, .. } => self.named(module, node, module.text(property)),
            Kind::Index { index, .. } => self.named(module, node, &module.key(index, true)?),
            Kind::Call { callee, arguments, .. } => match (module.written(callee), module.list(arguments)) {
                ("JSON.stringify" | "String" | "encodeURIComponent" | "btoa", [made, ..]) => {
                    self.session_token(module, *made)
                }
                _ => self.session_token(module, callee),
            },
            Kind::Object { properties } => each(module.list(properties)),
            Kind::Property { key, value, computed, shorthand } => match module.kind(module.unwrapped(value)) {
                Kind::Object { .. } | Kind::Array { .. } => self.session_token(module, value),
                _ if shorthand => self.session_token(module, value),
                Kind::Ident if SessionName::is_of_another_token(module.written(value)) => None,
                Kind::Member { property, .. } if SessionName::is_of_another_token(module.text(property)) => None,
                _ => self.named(module, value, &module.key(key, computed)?),
            },
            Kind::Spread { argument } => self.session_token(module, argument),
            Kind::Template { parts } => each(module.list(parts)),
            Kind::Binary { operator, left, right } if module.text(operator) == "+" => each(&[left, right]),
            Kind::Logical { left, right, .. } => each(&[left, right]),
            Kind::Conditional { consequent, alternate, .. } => each(&[consequent, alternate]),
            _ => None,
        }
    }

    fn named(&self, module: &Module, node: NodeId, name: &str) -> Option<(SessionName, NodeId)> {
        let says = SessionName::of(name).filter(|says| *says >= SessionName::Token)?;
        let is_constant = self.is_constant(module, node);
        (!is_constant).then_some((says, node))
    }

    /// Whether the value stands in the source: a text, a number, nothing.
    pub(in crate::rules) fn is_constant(&self, module: &Module, node: NodeId) -> bool {
        let node = module.unwrapped(node);
        matches!(
            module.kind(node),
            Kind::Null | Kind::Bool(_) | Kind::Number | Kind::Object { .. } | Kind::Array { .. }
        ) || module.written(node) == "undefined"
            || self.flow.fold(Place { file: self.id, node }).is_some()
    }
}
