//! Handlers that a program gives to a server of its own: Express, Hono, Fastify.

use std::sync::Arc;

use super::super::module::Module;
use super::super::{Flow, Place};
use super::{DEPTH, Endpoint, EndpointKind, wrapped};
use crate::syntax::ast::{Kind, NodeId};
use crate::syntax::facts::Import;

/// Packages whose apps are given handlers by `app.post(path, …)`.
pub const SERVERS: [&str; 3] = ["express", "fastify", "hono"];

impl Flow<'_> {
    /// The handlers of an app that the module starts itself. Of a router that others mount nobody knows what stands before it.
    pub(super) fn served(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        let imports =
            |import: &Import| import.specifier.as_deref().is_some_and(|specifier| SERVERS.contains(&specifier));
        if !module.facts.imports.iter().any(imports) || !module.calls().iter().any(|call| starts(module, *call)) {
            return Vec::new();
        }
        let used = module.calls().iter().filter_map(|call| match method(module, *call)? {
            ("use" | "register" | "addHook", arguments) => Some(arguments),
            _ => None,
        });
        let before: Vec<NodeId> = used.flatten().copied().filter(|it| !is_text(module, *it)).collect();
        let handlers = module.calls().iter().filter_map(|call| {
            let (name @ ("get" | "post" | "put" | "patch" | "delete" | "all"), [path, between @ .., handler]) =
                method(module, *call)?
            else {
                return None;
            };
            let package = self.callee_in(module, *call, None).filter(|_| is_text(module, *path))?.package;
            let mut wrappers = [&before, between].concat();
            let node = wrapped(module, *handler, &mut wrappers, DEPTH)?;
            SERVERS.contains(&&*package).then(|| Endpoint {
                kind: EndpointKind::Route,
                name: name.to_ascii_uppercase().into(),
                function: Place { file: module.id, node },
                wrappers,
            })
        });
        handlers.collect()
    }
}

/// `app.post(…)`: the method, and what it is given.
fn method(module: &Module, call: NodeId) -> Option<(&str, &[NodeId])> {
    let Kind::Call { callee, arguments, .. } = module.kind(call) else { return None };
    match module.kind(module.unwrapped(callee)) {
        Kind::Member { property, .. } => Some((module.text(property), module.list(arguments))),
        _ => None,
    }
}

/// `app.listen(3000)`, `serve(app)`, `export const POST = handle(app)`.
fn starts(module: &Module, call: NodeId) -> bool {
    match module.kind(call) {
        Kind::Call { callee, .. } => {
            matches!(module.written(callee), "serve" | "handle")
                || method(module, call).is_some_and(|(name, _)| matches!(name, "listen" | "serve"))
        }
        _ => false,
    }
}

fn is_text(module: &Module, node: NodeId) -> bool {
    matches!(module.kind(module.unwrapped(node)), Kind::String | Kind::Template { .. } | Kind::Regex)
}
