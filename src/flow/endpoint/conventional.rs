//! Endpoints by their files: what frameworks and hosts call by the names of exports, and server functions.

use std::sync::Arc;

use super::super::importers::may_take;
use super::super::module::{Module, exported_as};
use super::super::road::{members, taken_exports};
use super::super::{Flow, Place};
use super::covered::ROUTE_MIDDLEWARE;
use super::{Endpoint, EndpointKind, Handed};
use crate::graph::{RootKind, server_calls};
use crate::project::Layer;
use crate::project::framework::{METHODS, Sender, Sent};
use crate::syntax::ast::{FunctionDirective, Kind, NodeId};
use crate::syntax::facts::DirectiveKind;

impl Flow<'_> {
    pub(super) fn conventional(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        let mut found = self.server_functions(module);
        self.of_next(module, &mut found);
        self.of_rows(module, &mut found);
        found
    }

    /// `route.ts`, `pages/api`.
    fn of_next(&self, module: &Arc<Module>, found: &mut Vec<Endpoint>) {
        let root = self.graph.root(module.id);
        if !self.project.app_of(module.id).is_some_and(crate::project::App::is_next) {
            return;
        }
        for (name, value) in taken_exports(module) {
            let answers = match root {
                Some(RootKind::RouteHandler) => METHODS.contains(&name),
                Some(RootKind::ApiRoute) => METHODS.contains(&name) || name == "default",
                _ => false,
            };
            if answers && let Some(handler) = self.handler_exported(module, name, value) {
                found.push(self.endpoint(module, EndpointKind::Route, name, (handler, value), Handed::Arguments));
            }
        }
    }

    /// What the table says of the framework, or of the host.
    fn of_rows(&self, module: &Arc<Module>, found: &mut Vec<Endpoint>) {
        let is_root = self.graph.root(module.id).is_some();
        let first = found.len();
        for row in self.rows_of(module.id) {
            let kind = if row.sent == Sent::Result { EndpointKind::Action } else { EndpointKind::Route };
            let mut add = |name: &str, value: NodeId| {
                if let Some(handler) = self.handler_exported(module, name, value) {
                    found.push(self.endpoint(module, kind, name, (handler, value), Handed::Request));
                }
            };
            match row.function {
                // Another module's export of that name is called by nobody.
                Sender::Exports(names) => {
                    let named = taken_exports(module).filter(|(name, _)| is_root && names.contains(name));
                    named.for_each(|(name, value)| add(name, value));
                }
                Sender::Members(name) => {
                    for (_, value) in exported_as(module).filter(|(exported, _)| is_root && *exported == name) {
                        members(module, value, &mut add);
                    }
                }
                Sender::Call(call) => {
                    for node in module.calls() {
                        for function in server_calls::taken(&module.facts, *node, &[call]) {
                            add(module.name_of_call(*node).unwrap_or(call.maker), module.value_of(function));
                        }
                    }
                }
            }
        }
        // A route of React Router may have its own middleware.
        if found.len() > first && self.exports_check(module, &ROUTE_MIDDLEWARE) {
            found[first..].iter_mut().for_each(|endpoint| endpoint.guarded = true);
        }
    }

    /// Functions that say `'use server'`, or whose module does.
    fn server_functions(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        if !self.graph.serves_functions(module.id) {
            return Vec::new();
        }
        let says = |kind| module.facts.directives.iter().any(|directive| directive.kind == kind);
        let mut found = Vec::new();
        if says(DirectiveKind::UseServer) {
            for (name, value) in exported_as(module).filter(|(name, _)| self.is_offered(module, name)) {
                if let Some(handler) = self.handler(module, value) {
                    found.push(self.endpoint(module, EndpointKind::Action, name, (handler, value), Handed::Arguments));
                }
            }
            return found;
        }
        // Those that say it themselves, wherever they stand.
        for node in module.ast().ids() {
            let Kind::Function(function) = module.kind(node) else { continue };
            if function.directive == Some(FunctionDirective::UseServer) {
                let name = function.name.map_or("the action", |name| module.text(module.binding(name).name));
                let place = Place { file: module.id, node };
                found.push(Endpoint::new(EndpointKind::Action, name, place, Handed::Arguments));
            }
        }
        found
    }

    /// Whether a browser may get the id of an exported server function: client code imports it, or a component renders it.
    /// Next leaves out what only the server calls (nextjs.org, *Data security*: "unused server actions").
    fn is_offered(&self, module: &Module, name: &str) -> bool {
        self.graph.may_import(module.id).iter().any(|importer| {
            let Some(source) = self.project.file(*importer).filter(|source| may_take(&source.text(), name)) else {
                return false;
            };
            let renders = source.path.extension().is_some_and(|extension| extension.ends_with('x'));
            renders || self.graph.may_reach(*importer, Layer::Client)
        })
    }
}

impl Module {
    /// The value of a property, where that is one.
    pub(in super::super) fn value_of(&self, node: NodeId) -> NodeId {
        match self.kind(node) {
            Kind::Property { value, .. } => value,
            _ => node,
        }
    }

    /// The name that what a call gives has, outside of functions: `const save = createServerFn().handler(…)`.
    pub(super) fn name_of_call(&self, call: NodeId) -> Option<&str> {
        match self.kind(self.parent(self.wrapped(call))?) {
            Kind::Declarator { target, .. } => {
                self.plain_binding(target).map(|binding| self.text(self.binding(binding).name))
            }
            Kind::Property { key, .. } => Some(self.written(key)),
            _ => None,
        }
    }
}
