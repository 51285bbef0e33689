//! Functions that anybody may call over the network: the handlers of routes, and server functions.
//!
//! Who renders the button decides nothing: an address is known to everybody, and so is the id of a server function.

mod check_name;
mod checks;
mod covered;
mod fields;
mod given;
mod reached;
mod screened;
mod served;

use std::sync::Arc;

use super::importers::may_take;
use super::module::{Module, exported_as};
use super::{Flow, Place};
use crate::graph::RootKind;
use crate::project::{FileId, Layer};
use crate::syntax::ast::{FunctionDirective, Kind, NodeId};
use crate::syntax::facts::DirectiveKind;

pub use checks::{LIMITED, REFUSED, is_about_callers};
pub use fields::Field;
pub use reached::{Reached, WantedCalls};
pub use served::SERVERS;

/// Wrappers within one another, and names for what is wrapped.
const DEPTH: usize = 6;
/// What a route's file exports for each method.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Who calls it, and how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EndpointKind {
    /// By its address.
    Route,
    /// By the id that the browser's code holds for a server function.
    Action,
}

/// One such function.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub kind: EndpointKind,
    /// `POST`, `default`, the function's name.
    pub name: Box<str>,
    pub function: Place,
    /// What is called with it before the framework gets it, outermost first: the `withAuth` of `withAuth(async () => …)`.
    pub wrappers: Vec<NodeId>,
}

impl Endpoint {
    /// What a message calls it.
    pub fn called(&self) -> String {
        match (self.kind, &*self.name) {
            (EndpointKind::Route, "default") => "this handler".to_owned(),
            (EndpointKind::Route, name) => format!("`{name}`"),
            (EndpointKind::Action, name) => format!("the server function `{name}`"),
        }
    }
}

impl Flow<'_> {
    /// The endpoints that a file has.
    pub fn endpoints(&self, file: FileId) -> Vec<Endpoint> {
        let Some(module) = self.module(file) else { return Vec::new() };
        let root = self.graph.root(file);
        let says = |kind| module.facts.directives.iter().any(|directive| directive.kind == kind);
        let serves = self.graph.serves_functions(file);
        let all = serves && says(DirectiveKind::UseServer);
        let mut found = self.served(&module);
        for (name, value) in exported_as(&module) {
            let kind = match root {
                Some(RootKind::RouteHandler | RootKind::ApiRoute) if METHODS.contains(&name) => EndpointKind::Route,
                Some(RootKind::ApiRoute) if name == "default" => EndpointKind::Route,
                _ if all && self.is_offered(&module, name) => EndpointKind::Action,
                _ => continue,
            };
            let mut wrappers = Vec::new();
            if let Some(node) = wrapped(&module, value, &mut wrappers, DEPTH) {
                found.push(Endpoint { kind, name: Box::from(name), function: Place { file, node }, wrappers });
            }
        }
        // Those that say it themselves, wherever they stand.
        for node in module.ast().ids().filter(|_| serves && !all) {
            let Kind::Function(function) = module.kind(node) else { continue };
            if function.directive == Some(FunctionDirective::UseServer) {
                let name = function.name.map_or("the action", |name| module.text(module.binding(name).name));
                found.push(Endpoint {
                    kind: EndpointKind::Action,
                    name: Box::from(name),
                    function: Place { file, node },
                    wrappers: Vec::new(),
                });
            }
        }
        found
    }
}

impl Flow<'_> {
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

/// The function that an expression is or names, within the calls that are made with it.
fn wrapped(module: &Arc<Module>, value: NodeId, wrappers: &mut Vec<NodeId>, depth: usize) -> Option<NodeId> {
    let depth = depth.checked_sub(1)?;
    if let Some(function) = module.named_function(value) {
        return Some(function);
    }
    let value = module.unwrapped(value);
    match module.kind(value) {
        Kind::Ident => wrapped(module, module.initialiser(module.resolve(value)?)?, wrappers, depth),
        Kind::Call { callee, arguments, .. } => {
            wrappers.push(callee);
            module.list(arguments).iter().find_map(|argument| wrapped(module, *argument, wrappers, depth))
        }
        _ => None,
    }
}
