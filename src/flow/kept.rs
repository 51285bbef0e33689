//! What a filter of an object's members leaves: `Object.entries(it).filter(([key]) => key !== 'token')`.

use std::sync::Arc;

use super::Flow;
use super::key::Key;
use super::module::Module;
use super::origin::Frame;
use crate::syntax::ast::{Kind, NodeId};

/// Which members are left.
pub(super) enum Kept {
    Named(Key),
    /// Those with a public name.
    Public,
    /// As it turns out at run time.
    Some,
}

impl Flow<'_> {
    /// Of `Object.entries(whole).filter(test)` the whole, and what the test leaves of it.
    pub(super) fn filtered(
        &self,
        module: &Arc<Module>,
        entries: NodeId,
        arguments: &[NodeId],
        frame: Option<&Arc<Frame>>,
    ) -> Option<(NodeId, Kept)> {
        let Kind::Call { callee, arguments: of, .. } = module.kind(module.unwrapped(entries)) else { return None };
        if module.written(callee) != "Object.entries" {
            return None;
        }
        let kept = self.kept_by(module, *arguments.first()?, frame).unwrap_or(Kept::Some);
        Some((*module.list(of).first()?, kept))
    }

    fn is_public_prefix(&self, module: &Module, prefix: &str) -> bool {
        self.project.builders(module.id).any(|app| app.is_public_env(&format!("{prefix}X")))
    }

    /// What a test leaves, by what it says of the key.
    fn kept_by(&self, module: &Arc<Module>, test: NodeId, frame: Option<&Arc<Frame>>) -> Option<Kept> {
        let test = module.unwrapped(test);
        let Kind::Function(function) = module.kind(test) else { return None };
        let [body] = module.returned(test) else { return None };
        let parameter = *module.list(function.parameters).first()?;
        let key = match module.kind(parameter) {
            Kind::Declarator { target, .. } => match module.kind(target) {
                Kind::ArrayPattern { items } => module.plain_binding(*module.list(items).first()?)?,
                _ => module.plain_binding(target)?,
            },
            _ => return None,
        };
        let is_key = |node: NodeId| {
            let node = module.unwrapped(node);
            module.kind(node) == Kind::Ident && module.resolve(node) == Some(key)
        };
        let mut body = module.unwrapped(*body);
        let mut negated = false;
        while let Kind::Unary { operator, argument } = module.kind(body) {
            if module.text(operator) != "!" {
                return None;
            }
            negated = !negated;
            body = module.unwrapped(argument);
        }
        match module.kind(body) {
            // `names.includes(key)`, `names.has(key)`, `key.startsWith('PUBLIC_')`.
            Kind::Call { callee, arguments, .. } => {
                let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee)) else { return None };
                let argument = *module.list(arguments).first()?;
                match module.text(property) {
                    "includes" | "has" if is_key(argument) => {
                        let origins = self.origins_of(module, object, &[Key::Each], frame);
                        let names = self.names(&origins).filter(|names| !names.is_empty())?;
                        Some(Kept::Named(if negated { Key::Others(names.into()) } else { Key::Among(names.into()) }))
                    }
                    "startsWith" if is_key(object) && !negated => {
                        let prefix = self.key(module, argument, frame);
                        let Key::Name(prefix) = prefix else { return None };
                        Some(if self.is_public_prefix(module, &prefix) { Kept::Public } else { Kept::Some })
                    }
                    _ => None,
                }
            }
            Kind::Binary { operator, left, right } => {
                let other = if is_key(left) { right } else { Some(left).filter(|_| is_key(right))? };
                let Key::Name(name) = self.key(module, other, frame) else { return None };
                let equal = match module.text(operator) {
                    "===" | "==" => true,
                    "!==" | "!=" => false,
                    _ => return None,
                };
                let names = Arc::from([name]);
                Some(Kept::Named(if equal == negated { Key::Others(names) } else { Key::Among(names) }))
            }
            _ => None,
        }
    }
}
