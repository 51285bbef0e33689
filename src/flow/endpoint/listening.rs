//! Handlers of servers that one call starts, and of modules whose default export is one.
//!
//! Source: docs.deno.com, `Deno.serve`; deno.land/std, `http/server.ts`; bun.sh, *HTTP server*; nodejs.org, `http.createServer`;
//! firebase.google.com, *Call functions via HTTP requests*, *Call functions from your app*; developers.cloudflare.com/workers, *Fetch
//! handler*.

use std::sync::Arc;

use super::super::candidate::is_test_path;
use super::super::module::{Module, exported_as};
use super::super::{Flow, Place};
use super::{Endpoint, EndpointKind, Handed};
use crate::syntax::ast::{Kind, NodeId};

/// Options of Firebase by which it asks itself who calls.
const ASKING: [&str; 3] = ["enforceAppCheck", "consumeAppCheckToken", "invoker"];

impl Flow<'_> {
    pub(super) fn listening(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        let mut found = Vec::new();
        for call in module.calls() {
            let Kind::Call { callee, arguments, .. } = module.kind(*call) else { continue };
            let name = match module.kind(module.unwrapped(callee)) {
                Kind::Member { property, .. } => module.text(property),
                _ => module.written(callee),
            };
            if !matches!(name, "serve" | "createServer" | "onRequest" | "onCall") || !self.listens(module, *call) {
                continue;
            }
            let arguments = module.list(arguments);
            if self.is_for_this_machine(module, arguments) || name == "createServer" && self.listens_locally(module) {
                continue;
            }
            let place = |node: &NodeId| Place { file: module.id, node: module.unwrapped(*node) };
            let is_asked = ASKING
                .iter()
                .any(|option| arguments.iter().any(|argument| self.property(place(argument), option).is_some()));
            for argument in arguments {
                let inner = ["fetch", "handler"].iter().filter_map(|name| self.property(place(argument), name));
                let handlers = inner.map(|handler| handler.node).chain([*argument]);
                for value in handlers {
                    if let Some(mut endpoint) = self.answering(module, name, value) {
                        endpoint.guarded |= is_asked;
                        found.push(endpoint);
                    }
                }
            }
        }
        found.extend(self.fetch_handler(module));
        found
    }

    /// Whether a call of one of those names starts a server.
    fn listens(&self, module: &Arc<Module>, call: NodeId) -> bool {
        let place = Place { file: module.id, node: call };
        match self.callee(place) {
            Some(callee) => {
                let package = &*callee.package;
                let is_std = package.starts_with("https://deno.land/std") || package.starts_with("@std/http");
                match callee.last() {
                    "serve" => is_std,
                    "createServer" => matches!(package.trim_start_matches("node:"), "http" | "https"),
                    _ => package == "firebase-functions" || package.starts_with("firebase-functions/"),
                }
            }
            None => self.global_callee(place).is_some_and(|name| matches!(name.as_str(), "Deno.serve" | "Bun.serve")),
        }
    }

    /// `export default { async fetch(request, env) { … } }` of a module that nobody imports.
    fn fetch_handler(&self, module: &Arc<Module>) -> Option<Endpoint> {
        let (_, value) = exported_as(module).find(|(name, _)| *name == "default")?;
        let (home, whole) = match module.kind(module.unwrapped(value)) {
            Kind::Object { .. } => (Arc::clone(module), module.unwrapped(value)),
            _ => self.written_as(module, value)?,
        };
        let handler = self.property(Place { file: home.id, node: whole }, "fetch").filter(|_| home.id == module.id)?;
        let is_import = |file: &crate::project::FileId| !is_test_path(&self.project.relative(*file));
        let is_free = !self.graph.may_import(module.id).iter().any(is_import);
        is_free.then(|| self.answering(module, "fetch", handler.node)).flatten()
    }

    fn answering(&self, module: &Arc<Module>, name: &str, value: NodeId) -> Option<Endpoint> {
        let handler = self.handler(module, value)?;
        let name = if name == "onCall" { "onCall" } else { "handler" };
        Some(self.endpoint(module, EndpointKind::Route, name, (handler, value), Handed::Request))
    }
}
