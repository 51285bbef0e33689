//! Handlers that pass requests on to one host, made by packages for that.
//!
//! Source: the READMEs of `http-proxy-middleware`, `express-http-proxy` and `@fastify/http-proxy`.

use std::sync::Arc;

use super::super::module::Module;
use super::super::{Flow, Place};
use super::WantedCalls;
use super::handler::listed;
use super::mounted::Mounts;
use super::served::{is_text, method_of, path_of};
use crate::syntax::ast::{Kind, NodeId};

/// A package, and the option that says where to.
const PACKAGES: [(&str, &str); 3] =
    [("http-proxy-middleware", "target"), ("@fastify/http-proxy", "upstream"), ("express-http-proxy", "")];
/// Options by which such a handler takes some paths alone, or always the same.
const LIMITS: [&str; 5] = ["filter", "ignorePath", "pathFilter", "proxyReqPathResolver", "router"];

/// A handler that passes any path on.
#[derive(Clone, Debug)]
pub struct Proxied {
    /// The call that makes it.
    pub made: NodeId,
    /// Where to.
    pub target: Place,
    pub options: Place,
    /// A check stands before it.
    pub guarded: bool,
}

/// Whether a package makes handlers that pass requests on.
pub fn passes_on(package: &str) -> bool {
    PACKAGES.iter().any(|(name, _)| *name == package)
}

impl Flow<'_> {
    /// The handlers of the module that pass any path on, where requests are seen to come to them.
    pub fn proxied(&self, module: &Arc<Module>) -> Vec<Proxied> {
        module.calls().iter().filter_map(|call| self.proxied_by(module, *call)).collect()
    }

    fn proxied_by(&self, module: &Arc<Module>, call: NodeId) -> Option<Proxied> {
        let Kind::Call { arguments, .. } = module.kind(call) else { return None };
        let arguments = module.list(arguments);
        let place = |node: NodeId| Place { file: module.id, node: module.unwrapped(node) };
        // `app.register(proxy, { upstream })` is made and mounted by one call.
        let registered = method_of(module, call).filter(|(_, name, _)| *name == "register");
        let maker = match registered {
            Some((.., [plugin, _])) => place(*plugin),
            Some(_) => return None,
            None => place(call),
        };
        let package = self.callee(maker)?.package;
        let (_, option) = PACKAGES.iter().find(|(name, _)| **name == *package)?;
        let options = place(*arguments.last()?);
        let target = if option.is_empty() { place(*arguments.first()?) } else { self.property(options, option)? };
        let is_limited = LIMITS.iter().any(|limit| self.property(options, limit).is_some())
            || self
                .property(options, "pathRewrite")
                .is_some_and(|rewrite| !matches!(module.kind(module.unwrapped(rewrite.node)), Kind::Object { .. }));
        if is_limited {
            return None;
        }
        let guarded = match registered {
            Some((receiver, ..)) => {
                let open = Mounts::new(self).is_open(self.server(module, receiver)?, None)?;
                !open || self.hooks_of(module, options.node).iter().any(|hook| self.is_checked_by(*hook))
            }
            None => self.used_openly(module, call).map(|open| !open)?,
        };
        Some(Proxied { made: call, target, options, guarded })
    }

    /// Whether what a call makes is used without a check before it; `None` where it is not seen to be used.
    fn used_openly(&self, module: &Arc<Module>, call: NodeId) -> Option<bool> {
        let named = module.parent(module.wrapped(call)).and_then(|parent| match module.kind(parent) {
            Kind::Declarator { target, .. } => module.plain_binding(target),
            _ => None,
        });
        let uses = named.map_or(vec![call], |binding| module.uses(binding).to_vec());
        let mounts = Mounts::new(self);
        let mut open = None;
        for used in uses {
            let whole = module.wrapped(used);
            let Some(outer) = module.parent(whole) else { continue };
            let Some((receiver, name, arguments)) = method_of(module, outer) else { continue };
            let Some(at) = arguments.iter().position(|argument| *argument == whole) else { continue };
            let path = arguments.first().filter(|path| is_text(module, **path)).and_then(|path| path_of(module, *path));
            // A method's own path is one path, unless it says more.
            let is_any = name == "use" || path.as_deref().is_some_and(|path| path.contains('*'));
            let server = self.server(module, receiver).filter(|_| is_any);
            let Some(before) = server.and_then(|server| mounts.is_open(server, path.as_deref())) else { continue };
            let mut between = arguments[..at].iter().flat_map(|node| listed(module, *node));
            let here = before && !between.any(|it| !is_text(module, it.node) && self.is_checked_by(it));
            open = Some(open.unwrap_or(false) || here);
        }
        open.or_else(|| self.called_openly(module, call))
    }

    /// The same of one that a handler calls: `export default (req, res) => proxy(req, res)`.
    fn called_openly(&self, module: &Arc<Module>, call: NodeId) -> Option<bool> {
        let made = Place { file: module.id, node: call };
        let wanted = WantedCalls {
            is: &|called| self.callee(called.place()).is_some_and(|callee| callee.construction == Some(made)),
            distance: &|file| (file == module.id).then_some(0),
        };
        let endpoints = self.endpoints(module.id);
        let reached = endpoints.iter().flat_map(|endpoint| self.reached(endpoint, &wanted));
        reached.map(|reached| !reached.checked).reduce(|one, other| one || other)
    }
}
