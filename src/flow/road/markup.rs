//! JSX that the server renders: what it prints, and what server code hands to client components.

use std::sync::Arc;

use super::super::Flow;
use super::super::module::Module;
use super::super::origin::What;
use super::component::Component;
use super::{Crossing, Road};
use crate::syntax::ast::{Kind, NodeId};

/// An element, as JSX or by the function that JSX stands for.
pub(super) struct Rendering {
    /// `None` for a fragment.
    pub name: Option<NodeId>,
    /// Values of attributes, and objects of them.
    props: Vec<NodeId>,
    /// What is printed between the tags.
    children: Vec<NodeId>,
}

impl Flow<'_> {
    /// `<Name … />`, `createElement(Name, props, …)`, `cloneElement(<Name />, props, …)`.
    pub(super) fn rendering(&self, module: &Arc<Module>, node: NodeId) -> Option<Rendering> {
        match module.kind(node) {
            Kind::JsxElement { name, attributes, children } => {
                let values = module.list(attributes).iter().filter_map(|attribute| match module.kind(*attribute) {
                    Kind::JsxAttribute { value: Some(value), .. } | Kind::JsxSpread { argument: value } => Some(value),
                    _ => None,
                });
                let printed = module.list(children).iter().filter_map(|child| match module.kind(*child) {
                    Kind::JsxContainer { expression } => expression,
                    _ => None,
                });
                Some(Rendering { name, props: values.collect(), children: printed.collect() })
            }
            Kind::Call { callee, arguments, .. } if may_render(module, callee) => {
                let called = self.callee(Self::place(module, node)).filter(|called| &*called.package == "react")?;
                let [of, props, children @ ..] = module.list(arguments) else { return None };
                let name = match called.last() {
                    "createElement" => *of,
                    "cloneElement" => self.element_name(module, *of)?,
                    _ => return None,
                };
                Some(Rendering { name: Some(name), props: vec![*props], children: children.to_vec() })
            }
            _ => None,
        }
    }

    /// The component of an element of this module.
    fn element_name(&self, module: &Arc<Module>, element: NodeId) -> Option<NodeId> {
        self.origins_in(module, element, None).iter().find_map(|origin| match origin.what {
            What::Expression(place) if place.file == module.id && origin.path.is_empty() => {
                match module.kind(place.node) {
                    Kind::JsxElement { name, .. } => name,
                    _ => None,
                }
            }
            _ => None,
        })
    }

    pub(super) fn of_markup(
        &self,
        module: &Arc<Module>,
        node: NodeId,
        prints: Road,
        may: &dyn Fn(NodeId) -> bool,
        out: &mut Vec<Crossing>,
    ) {
        let Some(Rendering { name, props, children }) = self.rendering(module, node) else { return };
        let printed = children.into_iter().filter(|child| may_hold_text(module, *child));
        out.extend(printed.map(|child| Crossing::new(prints, child, "the page")));
        let Some(name) = name else { return };
        let values: Vec<NodeId> =
            props.into_iter().filter(|value| may(*value) && may_hold_text(module, *value)).collect();
        if values.is_empty() {
            return;
        }
        let written = &module.spelled(name);
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

/// Whether a callee is named as those that make elements.
pub(super) fn may_render(module: &Module, callee: NodeId) -> bool {
    let name = module.written(callee);
    name.ends_with("createElement") || name.ends_with("cloneElement")
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
