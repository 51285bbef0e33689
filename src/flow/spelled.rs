//! What a message may quote of the source: names, and nothing that could be a value.

use super::module::Module;
use crate::syntax::ast::{Kind, NodeId};

/// Members of members that are spelled out.
const DEPTH: usize = 8;

impl Module {
    /// An expression by its names: `res.json`, `new PostHog(…).capture`; `…` stands for whatever else it is made of, which may hold
    /// a secret.
    pub fn spelled(&self, node: NodeId) -> String {
        self.spelled_to(node, DEPTH)
    }

    fn spelled_to(&self, node: NodeId, depth: usize) -> String {
        let node = self.unwrapped(node);
        let Some(depth) = depth.checked_sub(1) else { return "…".to_owned() };
        let inner = |node| self.spelled_to(node, depth);
        match self.kind(node) {
            Kind::Ident | Kind::Name | Kind::This | Kind::Super | Kind::ImportMeta => self.written(node).to_owned(),
            Kind::Member { object, property, .. } => format!("{}.{}", inner(object), self.text(property)),
            Kind::Index { object, .. } => format!("{}[…]", inner(object)),
            Kind::Call { callee, .. } => format!("{}(…)", inner(callee)),
            Kind::New { callee, .. } => format!("new {}(…)", inner(callee)),
            _ => "…".to_owned(),
        }
    }
}
