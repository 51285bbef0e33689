//! The function that answers, within the calls that are made with it on the way to who calls it.

use std::sync::Arc;

use super::super::module::Module;
use super::super::origin::{Origin, What};
use super::super::{Flow, Place};
use crate::syntax::ast::{Kind, NodeId};

/// Wrappers within one another, and names for what is wrapped.
const DEPTH: usize = 8;

/// What is called for a request.
#[derive(Clone, Debug)]
pub(super) struct Handler {
    pub function: Place,
    /// What is called with it before, outermost first: the `withAuth` of `withAuth(async () => …)`.
    pub wrappers: Vec<Place>,
}

impl Flow<'_> {
    /// The function that an expression is or names, of whichever module.
    pub(super) fn handler(&self, module: &Arc<Module>, value: NodeId) -> Option<Handler> {
        let mut wrappers = Vec::new();
        let function = self.find_handler(module, value, &mut wrappers, DEPTH)?;
        Some(Handler { function, wrappers })
    }

    /// The same of what the module exports under a name; `value`: its own expression, or the statement that passes it on.
    pub(super) fn handler_exported(&self, module: &Arc<Module>, name: &str, value: NodeId) -> Option<Handler> {
        if !matches!(module.kind(value), Kind::Export { .. }) {
            return self.handler(module, value);
        }
        let (home, made) = self.written_at(&self.uncalled().export_origins(module, name))?;
        self.handler(&home, made)
    }

    fn find_handler(
        &self,
        module: &Arc<Module>,
        value: NodeId,
        wrappers: &mut Vec<Place>,
        depth: usize,
    ) -> Option<Place> {
        let depth = depth.checked_sub(1)?;
        let place = |node| Place { file: module.id, node };
        if let Some(function) = module.named_function(value) {
            return Some(place(function));
        }
        let value = module.unwrapped(value);
        match module.kind(value) {
            Kind::Ident | Kind::Member { .. } => {
                let (home, made) = self.written_as(module, value)?;
                self.find_handler(&home, made, wrappers, depth)
            }
            Kind::Call { callee, arguments, .. } => {
                // `controller.ask.bind(controller)`.
                if let Kind::Member { object, property, .. } = module.kind(module.unwrapped(callee))
                    && module.text(property) == "bind"
                {
                    return self.find_handler(module, object, wrappers, depth);
                }
                wrappers.push(place(callee));
                let arguments = module.list(arguments);
                arguments.iter().find_map(|argument| self.find_handler(module, *argument, wrappers, depth))
            }
            // `defineEventHandler({ onRequest: [auth], handler })` (h3.dev, *Event handler*).
            Kind::Object { .. } if !wrappers.is_empty() => {
                let handler = self.property(place(value), "handler")?;
                for hooks in ["onRequest", "middleware"].iter().filter_map(|hook| self.property(place(value), hook)) {
                    wrappers.extend(listed(module, hooks.node));
                }
                self.find_handler(module, handler.node, wrappers, depth)
            }
            _ => None,
        }
    }

    /// Where the value of a name or a member is written, whatever calls are made there: `withAuth(ask)` of `export const POST =
    /// withAuth(ask)`, and not what `withAuth` gives back.
    pub(super) fn written_as(&self, module: &Arc<Module>, node: NodeId) -> Option<(Arc<Module>, NodeId)> {
        self.written_at(&self.uncalled().origins_in(module, node, None))
    }

    fn written_at(&self, origins: &[Origin]) -> Option<(Arc<Module>, NodeId)> {
        origins.iter().find_map(|origin| {
            let (What::Expression(place) | What::Result(place)) = origin.what else { return None };
            let home = self.module(place.file).filter(|_| origin.path.is_empty())?;
            Some((home, place.node))
        })
    }
}

/// The items of a list, or the one that there is without.
pub(super) fn listed(module: &Module, node: NodeId) -> Vec<Place> {
    let node = module.unwrapped(node);
    match module.kind(node) {
        Kind::Array { items } => module.list(items).iter().flat_map(|item| listed(module, *item)).collect(),
        Kind::Spread { argument } => listed(module, argument),
        _ => vec![Place { file: module.id, node }],
    }
}
