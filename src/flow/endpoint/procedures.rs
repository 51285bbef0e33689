//! Procedures of tRPC: a path below one route calls each by its name.
//!
//! Source: trpc.io, *Define Procedures*, *Middlewares*: what `use` is given runs before, and refuses by throwing.

use std::sync::Arc;

use super::super::module::Module;
use super::super::origin::What;
use super::super::{Flow, Place};
use super::check_name::CheckName;
use super::handler::Handler;
use super::served::method_of;
use super::{Endpoint, EndpointKind, Handed};
use crate::syntax::ast::{Kind, NodeId};

/// The package, whose adapters answer requests.
const PACKAGE: &str = "@trpc/server";
/// Procedures that are made of one another.
const DEPTH: usize = 8;

/// What stands in every file with a procedure.
pub(super) const PROCEDURE: &str = "rocedure";

impl Flow<'_> {
    pub(super) fn procedures(&self, module: &Arc<Module>) -> Vec<Endpoint> {
        let handlers = self.procedure_handlers(module);
        if handlers.is_empty() || !self.is_answered_over_http() {
            return Vec::new();
        }
        let all_guarded = self.guards_all_procedures();
        let endpoint = |(name, chain, handler)| {
            let kind = EndpointKind::Route;
            let mut endpoint = self.endpoint(module, kind, name, (handler, chain), Handed::Request);
            endpoint.guarded |= all_guarded || self.is_guarded(module, chain, DEPTH);
            endpoint
        };
        handlers.into_iter().map(endpoint).collect()
    }

    /// The functions that procedures of the module call, by their names, with what the procedures are made of.
    pub(super) fn procedure_handlers<'m>(&self, module: &'m Arc<Module>) -> Vec<(&'m str, NodeId, Handler)> {
        if !module.facts.source.contains(PROCEDURE) {
            return Vec::new();
        }
        let of = |call: &NodeId| {
            let (chain, "query" | "mutation" | "subscription", [function]) = method_of(module, *call)? else {
                return None;
            };
            let callee = self.callee_in(module, *call, None).filter(|callee| &*callee.package == PACKAGE)?;
            let is_procedure = callee.path.iter().any(|name| &**name == "procedure");
            let handler = self.handler(module, *function).filter(|_| is_procedure)?;
            Some((module.name_of_call(*call).unwrap_or("the procedure"), chain, handler))
        };
        module.calls().iter().filter_map(of).collect()
    }

    /// Whether some part of a procedure asks who calls: by its name, or in a middleware.
    fn is_guarded(&self, module: &Arc<Module>, chain: NodeId, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let mut at = module.unwrapped(chain);
        while let Some((receiver, name, arguments)) = method_of(module, at) {
            let guards = arguments.iter().any(|argument| match name {
                "use" | "unstable_concat" | "concat" => {
                    self.is_refusing(module, *argument) || self.is_guarded(module, *argument, depth)
                }
                _ => false,
            });
            if guards {
                return true;
            }
            at = module.unwrapped(receiver);
        }
        // Its own name may say it: `protectedProcedure`.
        if CheckName::of_callee(module, at).is_check() {
            return true;
        }
        // A function of the project may make it, of whatever it is given.
        let made = || {
            self.origins_in(module, at, None).iter().find_map(|origin| match origin.what {
                What::Result(place) if origin.path.is_empty() => Some((self.module(place.file)?, place.node)),
                _ => None,
            })
        };
        let is_other = |(home, made): &(Arc<Module>, NodeId)| home.id != module.id || *made != at;
        let inner = self.written_as(module, at).filter(is_other).or_else(|| made().filter(is_other));
        inner.is_some_and(|(home, made)| self.is_guarded(&home, made, depth))
    }

    /// Whether a middleware asks who calls, or throws for whatever reason.
    fn is_refusing(&self, module: &Arc<Module>, middleware: NodeId) -> bool {
        if self.is_checked_by(Place { file: module.id, node: middleware }) {
            return true;
        }
        let function = self.handler(module, middleware).map(|handler| handler.function);
        function.is_some_and(|function| self.refuses(function))
    }

    /// Whether some module of the project answers requests with procedures.
    fn is_answered_over_http(&self) -> bool {
        self.adapters().next().is_some()
    }

    /// Whether who answers asks before all of them: in the route, or where the context is made.
    fn guards_all_procedures(&self) -> bool {
        self.adapters().any(|file| {
            let Some(module) = self.module(file) else { return false };
            let functions = module.ast().ids().filter(|node| matches!(module.kind(*node), Kind::Function(_)));
            let refuses = functions.into_iter().any(|node| self.refuses(Place { file, node }));
            let contexts = module.calls().iter().filter_map(|call| {
                let Kind::Call { arguments, .. } = module.kind(*call) else { return None };
                module.list(arguments).iter().find_map(|options| {
                    self.property(Place { file, node: module.unwrapped(*options) }, "createContext")
                })
            });
            refuses
                || contexts.into_iter().any(|context| {
                    self.origins(context).iter().any(|origin| match origin.what {
                        What::Expression(function) => self.refuses(function),
                        _ => false,
                    })
                })
        })
    }

    /// The modules that take one of the package's adapters, which answer requests: `@trpc/server/adapters/fetch`.
    fn adapters(&self) -> impl Iterator<Item = crate::project::FileId> + '_ {
        let answers = |specifier: &str| {
            specifier.strip_prefix(PACKAGE).is_some_and(|rest| rest.starts_with("/adapters/"))
                || specifier == "@hono/trpc-server"
        };
        self.project
            .sources
            .iter()
            .filter(move |source| source.sketch.specifiers.iter().any(|specifier| answers(specifier)))
            .map(|source| source.id)
    }
}
