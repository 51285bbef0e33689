//! Whether an expression could be a constant text, at a glance: most are not, and following them would parse half the app.

use super::module::Module;
use crate::syntax::ast::{BindingKind, Kind, NodeId};

/// Names behind names.
const DEPTH: u32 = 8;

/// False when [`fold`](super::Flow::fold) finds nothing for sure. Looks at this module alone: what is imported may be
/// anything.
pub(super) fn may_be_text(module: &Module, node: NodeId) -> bool {
    Glance { module }.text(node, DEPTH)
}

struct Glance<'m> {
    module: &'m Module,
}

impl Glance<'_> {
    fn text(&self, node: NodeId, depth: u32) -> bool {
        let module = self.module;
        let Some(depth) = depth.checked_sub(1) else { return true };
        let node = module.unwrapped(node);
        match module.kind(node) {
            Kind::String | Kind::Number | Kind::TaggedTemplate { .. } | Kind::TemplateText => true,
            Kind::Template { parts } => module.list(parts).iter().all(|part| self.text(*part, depth)),
            Kind::Array { items } => module.list(items).iter().all(|item| self.text(*item, depth)),
            Kind::Spread { argument } => self.text(argument, depth),
            Kind::Binary { operator, left, right } => {
                module.text(operator) == "+" && self.text(left, depth) && self.text(right, depth)
            }
            // Of several values none is constant.
            Kind::Logical { right, .. } => self.text(right, depth),
            Kind::Conditional { consequent, .. } => self.text(consequent, depth),
            Kind::Ident => self.name(node, depth, Self::text),
            Kind::Member { object, .. } | Kind::Index { object, .. } => self.holder(object, depth),
            Kind::Call { callee, arguments, .. } => {
                self.callee(callee, depth)
                    && module.list(arguments).iter().all(|argument| {
                        self.text(*argument, depth)
                            || matches!(module.kind(*argument), Kind::Object { .. } | Kind::Regex | Kind::Function(_))
                    })
            }
            Kind::Assign { value, .. } => self.text(value, depth),
            _ => false,
        }
    }

    /// What members are taken of.
    fn holder(&self, node: NodeId, depth: u32) -> bool {
        let module = self.module;
        let Some(depth) = depth.checked_sub(1) else { return true };
        let node = module.unwrapped(node);
        match module.kind(node) {
            Kind::Ident => self.name(node, depth, Self::holder),
            Kind::Member { object, .. } | Kind::Index { object, .. } => self.holder(object, depth),
            Kind::Object { .. } | Kind::Array { .. } | Kind::This | Kind::New { .. } | Kind::Enum { .. } => true,
            Kind::Call { callee, .. } => self.callee(callee, depth),
            _ => false,
        }
    }

    fn name(&self, node: NodeId, depth: u32, of_value: impl Fn(&Self, NodeId, u32) -> bool) -> bool {
        let module = self.module;
        let Some(binding) = module.resolve(node) else { return false };
        let declared = module.binding(binding);
        match declared.kind {
            BindingKind::Parameter | BindingKind::Catch | BindingKind::Type => false,
            BindingKind::Variable(_) => {
                let declarator = declared.pattern.and_then(|pattern| module.parent(pattern));
                match declarator.map(|declarator| module.kind(declarator)) {
                    Some(Kind::Declarator { init: Some(init), .. }) => of_value(self, init, depth),
                    // Taken apart, or set later.
                    _ => true,
                }
            }
            BindingKind::Import => module.import_of(binding).is_some_and(|(import, _)| !import.type_only),
            _ => true,
        }
    }

    /// A function of this module, of another one, or of a text.
    fn callee(&self, callee: NodeId, depth: u32) -> bool {
        let module = self.module;
        let callee = module.unwrapped(callee);
        match module.kind(callee) {
            Kind::Ident => module.resolve(callee).is_none() || self.name(callee, depth, |_, _, _| true),
            Kind::Member { object, .. } => {
                let object = module.unwrapped(object);
                self.text(object, depth)
                    || self.holder(object, depth)
                    || module.kind(object) == Kind::Ident && module.resolve(object).is_none()
            }
            Kind::Function(_) => true,
            _ => false,
        }
    }
}
