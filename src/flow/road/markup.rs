//! JSX that the server renders: what it prints, and what server code hands to client components.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::component::Component;
use super::{Crossing, Road};
use crate::syntax::ast::{Kind, NodeId};

impl Flow<'_> {
    pub(super) fn of_markup(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        prints: Road,
        may: &dyn Fn(NodeId) -> bool,
        out: &mut Vec<Crossing>,
    ) {
        let Kind::JsxElement { name, attributes, children } = module.kind(node) else { return };
        for child in module.list(children) {
            if let Kind::JsxContainer { expression: Some(expression) } = module.kind(*child)
                && may_hold_text(module, expression)
            {
                out.push(Crossing::new(prints, expression, "the page"));
            }
        }
        let Some(name) = name else { return };
        let values: Vec<NodeId> = module
            .list(attributes)
            .iter()
            .filter_map(|attribute| match module.kind(*attribute) {
                Kind::JsxAttribute { value: Some(value), .. } | Kind::JsxSpread { argument: value } => Some(value),
                _ => None,
            })
            .filter(|value| may(*value) && may_hold_text(module, *value))
            .collect();
        if values.is_empty() {
            return;
        }
        let written = module.written(name);
        let (road, certain) = match self.component(module, name, None) {
            Component::Host => (prints, true),
            Component::Client => (Road::Prop, true),
            // Next's own print what they are given.
            Component::Package(package) if package.starts_with("next/") => (prints, true),
            // What another's does with it is not known; on the server its props may be written into the page.
            Component::Package(_) if prints == Road::FirstRender => return,
            Component::Package(_) => (Road::Prop, false),
            Component::Own(_) | Component::Unknown => return,
        };
        out.extend(values.into_iter().map(|value| Crossing::new(road, value, written).perhaps(certain)));
    }
}

/// Whether an expression may come to hold a text: what is written as a number, a function or an element does not.
pub(super) fn may_hold_text(module: &Module, node: NodeId) -> bool {
    !matches!(
        module.kind(module.unwrapped(node)),
        Kind::Function(_)
            | Kind::Number
            | Kind::Bool(_)
            | Kind::Null
            | Kind::Regex
            | Kind::JsxElement { .. }
            | Kind::Unary { .. }
            | Kind::Hole
            | Kind::JsxContainer { .. }
    )
}
