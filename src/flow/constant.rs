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

/// Whether it is a name of another module, or a member of one.
pub(super) fn is_imported(module: &Module, node: NodeId) -> bool {
    let mut root = module.unwrapped(node);
    while let Kind::Member { object, .. } = module.kind(root) {
        root = module.unwrapped(object);
    }
    module.resolve(root).is_some_and(|binding| module.binding(binding).kind == BindingKind::Import)
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
                let arguments = module.list(arguments);
                self.callee(callee, arguments, depth)
                    && arguments.iter().all(|argument| {
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
            Kind::Call { callee, arguments, .. } => self.callee(callee, module.list(arguments), depth),
            _ => false,
        }
    }

    fn name(&self, node: NodeId, depth: u32, of_value: impl Fn(&Self, NodeId, u32) -> bool) -> bool {
        let module = self.module;
        let Some(binding) = module.resolve(node) else { return false };
        let declared = module.binding(binding);
        match declared.kind {
            BindingKind::Parameter | BindingKind::Catch | BindingKind::Type => false,
            BindingKind::Variable(_) => declared.pattern.is_none_or(|pattern| self.bound(pattern, depth, of_value)),
            BindingKind::Import => module.import_of(binding).is_some_and(|(import, _)| !import.type_only),
            _ => true,
        }
    }

    /// What a name is bound to, or a part of that.
    fn bound(&self, pattern: NodeId, depth: u32, of_value: impl Fn(&Self, NodeId, u32) -> bool) -> bool {
        let module = self.module;
        let mut at = pattern;
        while let Some(parent) = module.parent(at) {
            match module.kind(parent) {
                Kind::Declarator { init: Some(init), .. } if at == pattern => return of_value(self, init, depth),
                Kind::Declarator { init: Some(init), .. } => return self.holder(init, depth),
                Kind::DefaultPattern { .. } => return true,
                Kind::Property { .. } | Kind::ArrayPattern { .. } | Kind::ObjectPattern { .. } | Kind::Rest { .. } => {}
                _ => return true,
            }
            at = parent;
        }
        true
    }

    /// A function of this module or of a text. One of another module makes a constant text of constants at most: what a hook or
    /// a query gives is none.
    fn callee(&self, callee: NodeId, arguments: &[NodeId], depth: u32) -> bool {
        let module = self.module;
        let callee = module.unwrapped(callee);
        let (root, is_text) = match module.kind(callee) {
            Kind::Ident => (callee, false),
            Kind::Member { object, property, .. } => (object, is_text_method(module.text(property))),
            Kind::Function(_) => return true,
            _ => return false,
        };
        if !is_text && is_imported(module, root) {
            return arguments.iter().any(|argument| self.text(*argument, depth));
        }
        match module.kind(callee) {
            Kind::Ident => module.resolve(callee).is_none() || self.name(callee, depth, |_, _, _| true),
            Kind::Member { object, .. } => {
                let object = module.unwrapped(object);
                self.text(object, depth)
                    || self.holder(object, depth)
                    || module.kind(object) == Kind::Ident && module.resolve(object).is_none()
            }
            _ => true,
        }
    }
}

/// What [`fold`](super::Flow::fold) works out of a text or a list of texts.
fn is_text_method(name: &str) -> bool {
    matches!(
        name,
        "concat"
            | "join"
            | "replace"
            | "replaceAll"
            | "reverse"
            | "split"
            | "toLowerCase"
            | "toReversed"
            | "toString"
            | "toUpperCase"
            | "trim"
    )
}
